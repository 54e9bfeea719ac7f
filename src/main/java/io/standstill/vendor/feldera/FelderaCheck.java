package io.standstill.vendor.feldera;

import io.standstill.domain.Finding;
import io.standstill.vendor.Advice;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Lists;
import java.util.ArrayList;
import java.util.List;

/** What a person should know of a Feldera account, by what it answers to three questions. */
final class FelderaCheck {

    private FelderaCheck() {}

    /**
     * By its answers.
     *
     * @param config of what version and edition it is
     * @param session what the key may do
     * @param listed what pipelines there are
     * @param listing the same, as it was understood
     */
    static List<Finding> of(Exchange config, Exchange session, Exchange listed, Lists.Listing listing) {
        var findings = new ArrayList<Finding>();
        if (!listing.whole()) {
            findings.add(
                    Advice.unlisted("pipelines", String.valueOf(listing.fault()), Advice.on(listed, "apiKey", "/v0")));
        }
        if (FelderaAnswers.tooOld(config)) {
            findings.add(Finding.fault(
                    "versions up to 0.96 are not supported: their stop destroys what was stored",
                    "Bring the instance to 0.97 or later before anything is stopped there"));
        }
        if (FelderaAnswers.mayOnlyRead(session)) {
            findings.add(Finding.fault(
                    "the apiKey may only read, so every stop will be refused",
                    "Make a key at the vendor that may write, and put it into apiKey"));
        }
        if (FelderaAnswers.edition(config).equals(FelderaAnswers.COMMUNITY_EDITION)) {
            findings.add(Finding.note(
                    "this is the community edition, which has no graceful stop: such an order fails at once",
                    "Order with mode force, which loses what was not checkpointed, or use the enterprise edition"));
        }
        return findings;
    }
}
