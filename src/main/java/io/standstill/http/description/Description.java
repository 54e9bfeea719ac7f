package io.standstill.http.description;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of everything that is served. */
public final class Description {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final Buffer yaml;
    private final JsonObject document;
    private final Buffer json;
    private final String digest;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private Description(String text) {
        yaml = Buffer.buffer(text);
        document = new JsonObject(read(text));
        json = Buffer.buffer(document.encode());
        digest = digest(yaml);
        document.getJsonObject("paths").forEach(path -> operations(path.getKey(), (JsonObject) path.getValue()));
    }

    /** Read when it is first asked for: it takes a while, and nobody has to wait for it alone. */
    private static final class Once {
        static final Description PUBLISHED = new Description(resource("/openapi/openapi.yaml"));
    }

    /** The one that is shipped. */
    public static Description published() {
        return Once.PUBLISHED;
    }

    static String resource(String name) {
        try (var in = Description.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String text) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static String digest(Buffer bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes());
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // ---- as it is published

    /** As it was written. */
    public Buffer yaml() {
        return yaml;
    }

    /** The same as JSON. */
    public Buffer json() {
        return json;
    }

    /** Changes whenever it does. */
    public String digest() {
        return digest;
    }

    JsonObject document() {
        return document;
    }

    // ---- what can be asked

    /** All of them, in the order they are described. */
    public List<Operation> operations() {
        return List.copyOf(operations.values());
    }

    /** That of a method and a path; empty: it is not described. */
    public Optional<Operation> operation(String method, String path) {
        return Optional.ofNullable(operations.get(method + " " + path));
    }

    private void operations(String path, JsonObject item) {
        for (var method : item.fieldNames()) {
            if (METHODS.contains(method)) {
                var operation = operation(method.toUpperCase(Locale.ROOT), path, item);
                operations.put(operation.method() + " " + path, operation);
            }
        }
    }

    private Operation operation(String method, String path, JsonObject item) {
        var says = item.getJsonObject(method.toLowerCase(Locale.ROOT));
        var mediaTypes = new TreeSet<String>();
        var statuses = new TreeSet<Integer>();
        for (var response : says.getJsonObject("responses")) {
            var status = Integer.parseInt(response.getKey());
            statuses.add(status);
            if (status < 300) {
                mediaTypes.addAll(resolved((JsonObject) response.getValue())
                        .getJsonObject("content", new JsonObject())
                        .fieldNames());
            }
        }
        var body = resolved(says.getJsonObject("requestBody", new JsonObject()))
                .getJsonObject("content", new JsonObject())
                .getJsonObject("application/json");
        return new Operation(
                says.getString("operationId"),
                method,
                path,
                parameters("query", item, says),
                parameters("header", item, says),
                body == null ? null : Schema.of(body.getJsonObject("schema"), this::resolved),
                mediaTypes,
                statuses);
    }

    private Map<String, Schema> parameters(String in, JsonObject item, JsonObject says) {
        var schemas = new LinkedHashMap<String, Schema>();
        for (var parameter : parameters(item, says)) {
            if (parameter.getString("in").equals(in)) {
                schemas.put(parameter.getString("name"), Schema.of(parameter.getJsonObject("schema"), this::resolved));
            }
        }
        return schemas;
    }

    /** Those of the path, and then its own. */
    List<JsonObject> parameters(JsonObject item, JsonObject says) {
        return List.of(item, says).stream()
                .flatMap(one -> one.getJsonArray("parameters", new JsonArray()).stream())
                .map(one -> resolved((JsonObject) one))
                .toList();
    }

    /** What a {@code $ref} stands for; what is none stands for itself. */
    JsonObject resolved(JsonObject says) {
        var ref = says.getString("$ref");
        if (ref == null) {
            return says;
        }
        var found = document;
        for (var name : ref.substring(2).split("/", -1)) {
            found = Objects.requireNonNull(found.getJsonObject(name), ref);
        }
        return resolved(found);
    }
}
