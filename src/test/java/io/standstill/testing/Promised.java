package io.standstill.testing;

import io.standstill.http.description.Description;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What the published description promises, held against every answer a test receives: status, media type, headers and
 * body. Read from the document itself, by an implementation of JSON Schema that is not ours.
 */
public final class Promised {

    private static final String HOME = "app://standstill/description";

    private static final JsonObject DOCUMENT = new JsonObject(
            Description.published().json().toString().replace("\"#/components/", '"' + HOME + "#/components/"));

    private static final SchemaRepository SCHEMAS = SchemaRepository.create(new JsonSchemaOptions()
                    .setBaseUri("app://standstill/")
                    .setDraft(Draft.DRAFT202012)
                    .setOutputFormat(OutputFormat.Basic))
            .dereference(HOME, JsonSchema.of(DOCUMENT.copy()));

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private Promised() {}

    /** Which operations were seen to answer with which status in this process, as {@code stop 202}. */
    public static Set<String> seen() {
        return Set.copyOf(SEEN);
    }

    /** The document, with whatever its references stand for. */
    public static JsonObject resolved(JsonObject says) {
        var ref = says.getString("$ref");
        if (ref == null) {
            return says;
        }
        var found = DOCUMENT;
        for (var name : ref.substring(ref.indexOf('#') + 2).split("/", -1)) {
            found = found.getJsonObject(name);
        }
        return resolved(found);
    }

    public static JsonObject paths() {
        return DOCUMENT.getJsonObject("paths");
    }

    // ---- answers

    /** Checks an answer, and gives it back. */
    public static HttpResponse<String> kept(HttpResponse<String> answer) {
        answer(
                answer.request().method(),
                answer.request().uri(),
                answer.statusCode(),
                name -> header(answer.headers(), name),
                answer.body());
        return answer;
    }

    private static String header(HttpHeaders headers, String name) {
        return headers.firstValue(name).orElse(null);
    }

    public static void answer(String method, URI asked, int status, UnaryOperator<String> headers, String body) {
        var what = method + " " + asked.getRawPath() + " answered " + status;
        var path = template(asked.getRawPath());
        if (path == null) {
            // Whoever must be known is asked for that first.
            isProblem(what, status, status == 401 ? 401 : 404, headers, body);
            return;
        }
        var operation = paths().getJsonObject(path).getJsonObject(method.toLowerCase(Locale.ROOT));
        if (operation == null) {
            isProblem(what, status, 405, headers, body);
            is(headers.apply("Allow") != null, what + " without Allow");
            return;
        }
        var documented = operation.getJsonObject("responses").getJsonObject(Integer.toString(status));
        is(documented != null, what + ", which is not described: " + body);
        SEEN.add(operation.getString("operationId") + " " + status);
        answer(what, resolved(Objects.requireNonNull(documented)), headers, body);
    }

    private static void answer(String what, JsonObject documented, UnaryOperator<String> headers, String body) {
        for (var header : documented.getJsonObject("headers", new JsonObject())) {
            var required = resolved((JsonObject) header.getValue()).getBoolean("required", false);
            is(!required || headers.apply(header.getKey()) != null, what + " without " + header.getKey());
        }
        var content = documented.getJsonObject("content");
        if (content == null) {
            is(body == null || body.isEmpty(), what + " with a body: " + body);
            return;
        }
        var type = essence(headers.apply("Content-Type"));
        is(content.containsKey(type), what + " as " + type + ", which is not described");
        if (type.equals("application/x-ndjson")) {
            body.lines().forEach(line -> fits(what, schema("Resource"), line));
        } else if (type.endsWith("json")) {
            fits(what, content.getJsonObject(type).getJsonObject("schema"), body);
        }
    }

    private static void isProblem(String what, int status, int expected, UnaryOperator<String> headers, String body) {
        is(status == expected, what + ", but nothing is described there");
        is(essence(headers.apply("Content-Type")).equals("application/problem+json"), what + " without a problem");
        fits(what, schema("Problem"), body);
    }

    private static String essence(String contentType) {
        return contentType == null ? "nothing" : contentType.split(";", 2)[0].strip();
    }

    /** The described path that this one is; the one with fewest parameters, if there are several. */
    private static String template(String path) {
        return paths().fieldNames().stream()
                .filter(template -> path.matches(template.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+")))
                .min(Comparator.comparingLong(
                        template -> template.chars().filter(c -> c == '{').count()))
                .orElse(null);
    }

    // ---- events

    /** What the data of an event is. */
    public static void event(String type, String data) {
        var schema =
                switch (type) {
                    case "transition", "note" -> "Entry";
                    case "reset" -> "Reset";
                    case "heartbeat" -> "Heartbeat";
                    default -> throw new AssertionError("no event " + type + " is described");
                };
        fits("an event " + type, schema(schema), data);
    }

    private static JsonObject schema(String name) {
        return new JsonObject().put("$ref", HOME + "#/components/schemas/" + name);
    }

    // ---- by the schema

    private static void fits(String what, JsonObject schema, String json) {
        var wrong = wrong(schema, Json.decodeValue(json));
        is(
                wrong.isEmpty(),
                what + ", not as described: " + wrong + "\n" + json.substring(0, Math.min(1_000, json.length())));
    }

    /** What is wrong with a value by a schema of the description; empty: nothing. */
    public static JsonArray wrong(JsonObject schema, Object value) {
        OutputUnit told = SCHEMAS.validator(JsonSchema.of(schema)).validate(value);
        var wrong = new JsonArray();
        if (!Boolean.TRUE.equals(told.getValid())) {
            // What is told of whole objects only repeats what is told of their parts, but for fields nobody described.
            told.getErrors().stream()
                    .map(error -> error.getInstanceLocation() + " " + error.getError())
                    .filter(error -> !error.matches(".*(subschema had errors|does not match schema).*"))
                    .limit(6)
                    .forEach(wrong::add);
        }
        return wrong;
    }

    private static void is(boolean so, String otherwise) {
        if (!so) {
            throw new AssertionError(otherwise);
        }
    }
}
