package io.standstill.vendor.feldera;

import io.standstill.vendor.Vendor;
import io.standstill.vendor.VendorContract;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class FelderaContractTest extends VendorContract {

    @Override
    public Vendor vendor() {
        return new Feldera();
    }

    @Override
    protected Map<String, String> keys(String url) {
        return Map.of("apiKey", "apikey:" + SECRET);
    }

    @Override
    protected String id() {
        return "orders";
    }

    @Override
    protected String unknownId() {
        return "nobody-made-this";
    }

    @Override
    protected Map<Integer, String> refusals() {
        return Map.of(403, "insufficient-permissions", 405, "unsupported-by-vendor", 501, "enterprise-feature");
    }

    @Override
    protected Optional<String> wordKnob() {
        return Optional.of("status");
    }

    @Override
    protected List<JsonObject> dialects() {
        return List.of(new JsonObject().put("dialect", "0.97"), new JsonObject().put("dialect", "0.96"));
    }

    @Override
    protected List<String> foreignNotFounds() {
        return List.of(
                PAGE,
                "",
                "\"Unknown pipeline name\"",
                "{\"message\":\"Unknown pipeline name 'nobody-made-this'\"}",
                "{\"message\":\"no such page\",\"error_code\":\"NotFound\",\"details\":{}}");
    }
}
