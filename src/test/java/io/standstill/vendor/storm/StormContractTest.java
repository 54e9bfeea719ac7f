package io.standstill.vendor.storm;

import io.standstill.domain.Verdict;
import io.standstill.testing.Between.Call;
import io.standstill.vendor.Vendor;
import io.standstill.vendor.VendorContract;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class StormContractTest extends VendorContract {

    @Override
    public Vendor vendor() {
        return new Storm();
    }

    @Override
    protected Map<String, String> keys(String url) {
        return Map.of("username", "ops", "password", SECRET);
    }

    @Override
    protected String id() {
        return "test";
    }

    @Override
    protected String unknownId() {
        return "nobody made/this?";
    }

    @Override
    protected Optional<String> neighbour() {
        return Optional.of("neighbour");
    }

    /** What is absent after a delete that nobody acknowledged may have been removed by anybody. */
    @Override
    protected Verdict verdictWithoutAnAnswer() {
        return Verdict.GONE;
    }

    /** A third of what an absence must last. */
    @Override
    protected Duration step() {
        return Duration.ofSeconds(10);
    }

    @Override
    protected boolean isStop(Call call) {
        return call.posts("/command");
    }

    @Override
    protected Optional<String> wordKnob() {
        return Optional.of("state");
    }

    @Override
    protected Set<String> acknowledgedBy() {
        return Set.of("message");
    }

    @Override
    protected List<String> foreignNotFounds() {
        return List.of(
                PAGE,
                "",
                "\"Stream not found\"",
                "{\"message\":\"Not found\"}",
                "{\"data\":{\"message\":\"Stream not found\"}}");
    }

    @Override
    protected List<JsonObject> expiries() {
        return List.of(new JsonObject().put("expireToken", true));
    }
}
