package io.standstill.http.description;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The description as a page for people, made from the document once; it needs no script and nothing from elsewhere. */
public final class Page {

    private final Description description;
    private final StringBuilder out = new StringBuilder(1 << 17);
    private final Buffer html;
    private final Buffer style = Buffer.buffer(Description.resource("/openapi/docs.css"));

    private Page(Description description) {
        this.description = description;
        write();
        html = Buffer.buffer(out.toString());
        out.setLength(0);
    }

    /** Made when it is first asked for. */
    private static final class Once {
        static final Page PUBLISHED = new Page(Description.published());
    }

    /** That of the description that is shipped. */
    public static Page published() {
        return Once.PUBLISHED;
    }

    public Buffer html() {
        return html;
    }

    public Buffer style() {
        return style;
    }

    // ---- the whole

    private void write() {
        var info = description.document().getJsonObject("info");
        out.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<title>")
                .append(Prose.text(info.getString("title")))
                .append(": what can be asked</title><link rel=\"stylesheet\" href=\"/docs.css\">")
                .append("<link rel=\"icon\" href=\"data:,\"></head><body>");
        contents();
        out.append("<main><header><h1>").append(Prose.text(info.getString("title")));
        out.append("</h1><p class=\"lead\">")
                .append(Prose.text(info.getString("summary")))
                .append("</p>");
        out.append(Prose.paragraphs(info.getString("description")));
        out.append("<p>The same for programs: <a href=\"/openapi.yaml\">openapi.yaml</a>, ")
                .append("<a href=\"/openapi.json\">openapi.json</a>.</p></header>");
        for (var tag : tags()) {
            var name = tag.getString("name");
            out.append("<section id=\"")
                    .append(Prose.text(name))
                    .append("\"><h2>")
                    .append(Prose.text(name));
            out.append("</h2>").append(Prose.paragraphs(tag.getString("description")));
            asked(name).forEach(this::operation);
            out.append("</section>");
        }
        schemas();
        out.append("</main></body></html>");
    }

    private void contents() {
        out.append("<nav aria-label=\"Contents\"><a class=\"home\" href=\"/\">Standstill</a>");
        out.append("<details open><summary>Running it</summary><ul>")
                .append(Manual.links())
                .append("</ul></details>");
        for (var tag : tags()) {
            var name = tag.getString("name");
            out.append("<details open><summary>").append(Prose.text(name)).append("</summary><ul>");
            for (var one : asked(name)) {
                out.append("<li><a href=\"#")
                        .append(Prose.text(one.id()))
                        .append("\">")
                        .append(method(one.method()));
                out.append("<span>").append(Prose.path(shortened(one.path()))).append("</span></a></li>");
            }
            out.append("</ul></details>");
        }
        out.append("<details><summary>Shapes</summary><ul>");
        for (var schema : shapes().fieldNames()) {
            out.append("<li>").append(link(schema)).append("</li>");
        }
        out.append("</ul></details></nav>");
    }

    /** Whoever reads the contents knows where all of it lives. */
    private static String shortened(String path) {
        return path.startsWith("/v1/") ? path.substring(3) : path;
    }

    private List<JsonObject> tags() {
        return objects(description.document().getJsonArray("tags"));
    }

    private List<Operation> asked(String tag) {
        return description.operations().stream()
                .filter(one -> says(one).getJsonArray("tags").contains(tag))
                .toList();
    }

    private JsonObject says(Operation operation) {
        return item(operation).getJsonObject(operation.method().toLowerCase(Locale.ROOT));
    }

    private JsonObject item(Operation operation) {
        return description.document().getJsonObject("paths").getJsonObject(operation.path());
    }

    // ---- one operation

    private void operation(Operation operation) {
        var says = says(operation);
        out.append("<article id=\"").append(Prose.text(operation.id())).append("\"><h3>");
        out.append(method(operation.method())).append("<code>").append(Prose.path(operation.path()));
        out.append("</code></h3><p class=\"what\">")
                .append(Prose.text(says.getString("summary")))
                .append("</p>");
        out.append(Prose.paragraphs(says.getString("description")));
        var parameters = description.parameters(item(operation), says);
        parameters(parameters);
        var body = description.resolved(says.getJsonObject("requestBody", new JsonObject()));
        if (body.containsKey("content")) {
            body(body);
        }
        example(operation, parameters, body);
        responses(says.getJsonObject("responses"));
        out.append("</article>");
    }

    private void parameters(List<JsonObject> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        out.append("<h4>Parameters</h4><dl>");
        for (var parameter : parameters) {
            var schema = parameter.getJsonObject("schema");
            out.append("<dt><code>")
                    .append(Prose.text(parameter.getString("name")))
                    .append("</code> <em>");
            out.append(Prose.text(parameter.getString("in"))).append("</em> ").append(shape(schema));
            out.append("</dt><dd>")
                    .append(Prose.paragraphs(parameter.getString("description")))
                    .append("</dd>");
        }
        out.append("</dl>");
    }

    private void body(JsonObject body) {
        out.append("<h4>Body</h4>").append(Prose.paragraphs(body.getString("description")));
        for (var content : body.getJsonObject("content")) {
            var schema = ((JsonObject) content.getValue()).getJsonObject("schema");
            out.append("<p><code>")
                    .append(Prose.text(content.getKey()))
                    .append("</code> ")
                    .append(shape(schema));
            out.append("</p>");
            fields(description.resolved(schema));
        }
    }

    private void fields(JsonObject schema) {
        var properties = schema.getJsonObject("properties");
        if (properties == null) {
            return;
        }
        var needed = schema.getJsonArray("required", new JsonArray());
        // Where everything is always there, saying so of each says nothing.
        var tells = !needed.isEmpty() && needed.size() < properties.size();
        out.append("<dl>");
        for (var property : properties) {
            var says = (JsonObject) property.getValue();
            out.append("<dt><code>")
                    .append(Prose.text(property.getKey()))
                    .append("</code> ")
                    .append(shape(says));
            out.append(tells && needed.contains(property.getKey()) ? " <em>always</em>" : "")
                    .append("</dt>");
            out.append("<dd>")
                    .append(Prose.paragraphs(says.getString("description")))
                    .append("</dd>");
        }
        out.append("</dl>");
    }

    private void responses(JsonObject responses) {
        out.append("<h4>Answers</h4><dl class=\"answers\">");
        for (var response : responses) {
            var says = description.resolved((JsonObject) response.getValue());
            out.append("<dt class=\"s").append(response.getKey().charAt(0)).append("\"><code>");
            out.append(Prose.text(response.getKey()))
                    .append("</code> ")
                    .append(bodies(says))
                    .append("</dt><dd>");
            out.append(Prose.paragraphs(says.getString("description")));
            headers(says.getJsonObject("headers", new JsonObject()));
            out.append("</dd>");
        }
        out.append("</dl>");
    }

    private String bodies(JsonObject response) {
        var shapes = new ArrayList<String>();
        for (var content : response.getJsonObject("content", new JsonObject())) {
            var shape = shape(((JsonObject) content.getValue()).getJsonObject("schema"));
            var json = content.getKey().endsWith("json") && !content.getKey().contains("ndjson");
            shapes.add(json ? shape : "<em>" + Prose.text(content.getKey()) + "</em>");
        }
        return String.join(" or ", shapes);
    }

    private void headers(JsonObject headers) {
        for (var header : headers) {
            var says = description.resolved((JsonObject) header.getValue());
            out.append("<p class=\"header\"><code>")
                    .append(Prose.text(header.getKey()))
                    .append("</code> ");
            out.append(Prose.inline(says.getString("description", ""))).append("</p>");
        }
    }

    // ---- what to type

    private void example(Operation operation, List<JsonObject> parameters, JsonObject body) {
        var path = operation.path();
        for (var parameter : parameters) {
            path = path.replace(
                    "{" + parameter.getString("name") + "}",
                    String.valueOf(parameter.getValue("example", parameter.getString("name"))));
        }
        var types = operation.mediaTypes().contains("text/event-stream") ? " -N" : "";
        var method = operation.method().equals("GET") ? "" : " -X " + operation.method();
        var address = "http://127.0.0.1:8080" + path;
        for (var data : data(body)) {
            out.append("<pre><code>").append(Prose.text("curl" + types + method + " " + address + data));
            out.append("</code></pre>");
        }
    }

    /** The examples of what it can be sent; nothing, once, where there are none. */
    private static List<String> data(JsonObject body) {
        var content =
                body.getJsonObject("content", new JsonObject()).getJsonObject("application/json", new JsonObject());
        var bodies = new ArrayList<String>();
        if (content.containsKey("example")) {
            bodies.add(sent(content.getJsonObject("example")));
        }
        for (var example : content.getJsonObject("examples", new JsonObject())) {
            bodies.add(sent(((JsonObject) example.getValue()).getJsonObject("value")));
        }
        return bodies.isEmpty() ? List.of("") : bodies;
    }

    private static String sent(JsonObject data) {
        return " \\\n  -H 'Content-Type: application/json' \\\n  -d '" + data.encode() + "'";
    }

    // ---- shapes

    private JsonObject shapes() {
        return description.document().getJsonObject("components").getJsonObject("schemas");
    }

    private void schemas() {
        out.append("<section id=\"Shapes\"><h2>Shapes</h2><p>What bodies are made of.</p>");
        for (var schema : shapes()) {
            var says = (JsonObject) schema.getValue();
            out.append("<article id=\"shape-")
                    .append(Prose.text(schema.getKey()))
                    .append("\"><h3>");
            out.append(Prose.text(schema.getKey())).append("</h3>");
            out.append(Prose.paragraphs(says.getString("description")));
            if (!says.containsKey("properties")) {
                out.append("<p>").append(shape(says)).append("</p>");
            }
            fields(says);
            if (schema.getKey().equals("Resource")) {
                out.append("<pre><code>")
                        .append(Prose.text(anExample().encodePrettily()))
                        .append("</code></pre>");
            }
            out.append("</article>");
        }
        out.append("</section>");
    }

    private JsonObject anExample() {
        return description
                .resolved(new JsonObject().put("$ref", "#/components/examples/stopping"))
                .getJsonObject("value");
    }

    /** What a value is like, in a few words. */
    private String shape(JsonObject schema) {
        var ref = schema.getString("$ref");
        if (ref != null) {
            return link(ref.substring(ref.lastIndexOf('/') + 1));
        }
        for (var choice : List.of("oneOf", "anyOf")) {
            if (schema.containsKey(choice) && !schema.containsKey("properties")) {
                return objects(schema.getJsonArray(choice)).stream()
                        .map(this::shape)
                        .collect(Collectors.joining(" or "));
            }
        }
        if (schema.containsKey("const")) {
            return "<code>" + Prose.text(String.valueOf(schema.getValue("const"))) + "</code>";
        }
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").stream()
                    .map(word -> "<code>" + Prose.text(String.valueOf(word)) + "</code>")
                    .collect(Collectors.joining(" "));
        }
        var items = schema.getJsonObject("items");
        var types =
                schema.getValue("type") instanceof JsonArray several ? several : JsonArray.of(schema.getValue("type"));
        return types.stream()
                .map(type -> items != null && "array".equals(type) ? "list of " + shape(items) : word(type))
                .collect(Collectors.joining(" or ", "<span class=\"type\">", bounds(schema) + "</span>"));
    }

    private static String word(@Nullable Object type) {
        return type == null ? "anything" : Prose.text(type.toString());
    }

    private static String bounds(JsonObject schema) {
        if (schema.containsKey("minimum") && schema.containsKey("maximum") && schema.containsKey("default")) {
            return " " + schema.getValue("minimum") + "–" + schema.getValue("maximum") + ", "
                    + schema.getValue("default") + " if left out";
        }
        return schema.containsKey("maxItems") ? ", at most " + schema.getValue("maxItems") : "";
    }

    private static String link(String shape) {
        return "<a href=\"#shape-" + Prose.text(shape) + "\">" + Prose.text(shape) + "</a>";
    }

    private static String method(String method) {
        return "<b class=\"method " + Prose.text(method.toLowerCase(Locale.ROOT)) + "\">" + Prose.text(method) + "</b>";
    }

    private static List<JsonObject> objects(JsonArray list) {
        return list.stream().map(JsonObject.class::cast).toList();
    }
}
