package io.standstill.testing;

import io.standstill.domain.Evidence;
import io.standstill.domain.Machine;
import io.standstill.domain.News;
import io.standstill.domain.Outcome;
import io.standstill.domain.Policy;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Resource;
import io.standstill.domain.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One resource's life, told piece by piece to the pure machine, with the clock in the teller's hand. */
public final class Story {

    private final Policy policy;
    private Instant now = Samples.NOON;
    private @Nullable Resource resource;
    private @Nullable Outcome last;
    private @Nullable Vantage sent;
    private final List<News> told = new ArrayList<>();

    public Story(Policy policy) {
        this.policy = policy;
    }

    public Story hears(Evidence evidence) {
        var outcome = Machine.hear(Samples.ORDERS, "feldera", resource, evidence, policy, now);
        last = outcome;
        resource = outcome.resource();
        if (outcome.news() != null) {
            told.add(outcome.news());
        }
        return this;
    }

    public Story after(Duration wait) {
        now = now.plus(wait);
        return this;
    }

    /** A look that begins now, and what it tells. */
    public Story sees(Reading reading) {
        return sees(reading, Samples.SEEN_AS);
    }

    /** A look in this account of the vendor's. */
    public Story sees(Reading reading, String seenAs) {
        return hears(new Evidence.Look(vantage(), reading, seenAs, Samples.LOOK));
    }

    /** The stop goes out now. */
    public Story sends() {
        hears(new Evidence.Sending(vantage(), Samples.AGAIN));
        if (outcome().news() != null) {
            sent = vantage();
        }
        return this;
    }

    /** The answer to the newest send. */
    public Story answers(Reply reply) {
        return hears(new Evidence.Answer(
                Objects.requireNonNull(sent, "nothing was sent"), reply, Samples.AGAIN, Samples.ANSWER));
    }

    public Story isTaken() {
        return answers(new Reply.Taken(false));
    }

    public Story waits() {
        return hears(new Evidence.TimePassed());
    }

    /** Ordered, seen alive, sent and taken: on its way down. */
    public Story stopping() {
        hears(Samples.order());
        if (policy.readable()) {
            sees(Samples.running());
        }
        return sends().isTaken();
    }

    public Vantage vantage() {
        return resource().vantage();
    }

    public Resource resource() {
        return Objects.requireNonNull(resource, "nothing is known yet");
    }

    public Outcome outcome() {
        return Objects.requireNonNull(last, "nothing was heard yet");
    }

    public Instant now() {
        return now;
    }

    public List<News> told() {
        return told;
    }

    public News lastTold() {
        return told.get(told.size() - 1);
    }
}
