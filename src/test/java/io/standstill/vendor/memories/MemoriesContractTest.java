package io.standstill.vendor.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import io.standstill.vendor.Vendor;
import io.standstill.vendor.VendorContract;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoriesContractTest extends VendorContract {

    private Mailbox mailbox;

    @Override
    public Vendor vendor() {
        return new Memories();
    }

    @Override
    protected Map<String, String> keys(String url) {
        return Map.of("apiKey", "sk-mavi-" + SECRET, "callbackSecret", SECRET + "-callback", "understandingUrl", url);
    }

    @Override
    protected String id() {
        return "550e8400-e29b-41d4-a716-446655440000";
    }

    @Override
    protected String unknownId() {
        return "00000000-0000-4000-8000-000000000000";
    }

    @Override
    protected Verdict verdict() {
        return Verdict.ASSERTED;
    }

    @Override
    protected Map<Integer, String> refusals() {
        return Map.of(402, "payment-required");
    }

    @Override
    protected List<String> otherKinds() {
        return List.of(
                "audio:660e8400-e29b-41d4-a716-446655440001", "understanding:5347085a-1747-4731-bdde-3856d09502c4");
    }

    @Override
    protected List<JsonObject> dialects() {
        return List.of(
                new JsonObject().put("oldCodes", true),
                new JsonObject().put("codeAsString", true).put("msg", true));
    }

    @Override
    protected Set<String> acknowledgedBy() {
        return Set.of("code", "status", "task_id", "data");
    }

    /** Nobody could tell a task that lives on from one that ended, if its segments were not heard of. */
    @Override
    protected JsonObject always() {
        return new JsonObject().put("segments", true);
    }

    @Override
    protected void prepare(Vertx vertx) {
        mailbox = new Mailbox(vertx, trial.desk, trial.id().account(), trial.account);
        trial.meanwhile(mailbox::bring);
    }

    @AfterEach
    void noMoreCallbacks() {
        mailbox.close();
    }

    @Test
    void where_the_last_callback_is_lost_silence_and_a_repeated_stop_prove_it() {
        trial.thing(always().put("stopAfter", "2s").put("noFinalCallback", true));
        trial.order();

        trial.passUntil(State.STOPPED, Duration.ofMinutes(1), step());

        assertThat(trial.resource().verdict()).isEqualTo(Verdict.ASSERTED);
        assertThat(trial.kinds()).containsSubsequence("acknowledged", "silent", "sent", "proved");
        assertThat(trial.stopCalls()).isEqualTo(2);
    }

    /** As often as a task that lives is heard of. */
    @Override
    protected Duration longStep() {
        return Duration.ofSeconds(5);
    }
}
