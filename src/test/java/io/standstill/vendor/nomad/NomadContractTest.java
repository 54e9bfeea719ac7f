package io.standstill.vendor.nomad;

import io.standstill.testing.Between.Call;
import io.standstill.vendor.Vendor;
import io.standstill.vendor.VendorContract;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class NomadContractTest extends VendorContract {

    @Override
    public Vendor vendor() {
        return new Nomad();
    }

    @Override
    protected Map<String, String> keys(String url) {
        return Map.of("username", "ops@example.com", "password", SECRET, "apiType", "admin");
    }

    @Override
    protected String id() {
        return "f6d0b1f5-6a1b-4369-b9b5-4fef074b503";
    }

    @Override
    protected String unknownId() {
        return "00000000-0000-4000-8000-000000000000";
    }

    /** Half of what lies between two refreshes. */
    @Override
    protected Duration step() {
        return Duration.ofSeconds(5);
    }

    @Override
    protected Optional<String> wordKnob() {
        return Optional.of("status");
    }

    @Override
    protected JsonObject remembering() {
        return new JsonObject().put("staleCache", true);
    }

    @Override
    protected boolean isRefresh(Call call) {
        return call.posts("/liveChannel/refresh");
    }

    @Override
    protected List<JsonObject> expiries() {
        return List.of(new JsonObject().put("expireToken", 401), new JsonObject().put("expireToken", 403));
    }
}
