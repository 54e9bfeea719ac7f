package io.standstill.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a running service answers, and as whom it is spoken to. */
final class Address {

    private static final int CONNECT_MILLIS = 5_000;

    /** An answer that is not held back comes sooner, or not at all. */
    private static final int ANSWER_MILLIS = 20_000;

    /** A page of a thousand resources is a hundredth of it. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    static {
        // By itself this client sends again what was not answered, without a word.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private final String url;
    private final @Nullable String token;

    private Address(String url, @Nullable String token) {
        this.url = url;
        this.token = token;
    }

    static Address of(String url, @Nullable String token) {
        if (token != null && !token.matches("[!-~]+")) {
            // It is not said, whatever it is.
            throw new Usage("STANDSTILL_TOKEN: a token without blanks was expected");
        }
        try {
            var uri = new URI(url);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            var whole = (scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (whole) {
                return new Address(url.replaceAll("/+$", ""), token);
            }
        } catch (URISyntaxException wrong) {
            // As any other that is none.
        }
        throw new Usage("--url: an address like http://127.0.0.1:8080 was expected, and nothing secret in it");
    }

    /** As it may be shown. */
    @Override
    public String toString() {
        return Printable.of(url);
    }

    // ---- asking

    Answer get(String path) throws Lost {
        return ask("GET", path, Map.of(), null, 0);
    }

    Answer get(String path, Map<String, String> headers, int heldSeconds) throws Lost {
        return ask("GET", path, headers, null, heldSeconds);
    }

    Answer post(String path, Map<String, String> headers, String json) throws Lost {
        return ask("POST", path, headers, json, 0);
    }

    private Answer ask(String method, String path, Map<String, String> headers, @Nullable String json, int heldSeconds)
            throws Lost {
        HttpURLConnection connection = null;
        try {
            connection = connect(path, headers, ANSWER_MILLIS + heldSeconds * 1_000);
            connection.setRequestMethod(method);
            if (json != null) {
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setDoOutput(true);
                var bytes = json.getBytes(StandardCharsets.UTF_8);
                try (var out = connection.getOutputStream()) {
                    out.write(bytes);
                }
            }
            var status = status(connection);
            return new Answer(
                    status,
                    body(status < 400 ? connection.getInputStream() : connection.getErrorStream()),
                    connection.getHeaderField("ETag"),
                    connection.getHeaderField("Retry-After"));
        } catch (IOException lost) {
            if (connection != null) {
                connection.disconnect();
            }
            throw lost instanceof Lost known ? known : new Lost("no answer from " + this + why(lost), lost);
        }
    }

    /** The feed, for as long as it lasts; nothing for longer than so long is its end. */
    HttpURLConnection open(String path, Map<String, String> headers, int silentMillis) throws Lost {
        try {
            var connection = connect(path, headers, silentMillis);
            status(connection);
            return connection;
        } catch (IOException lost) {
            throw lost instanceof Lost known ? known : new Lost("no answer from " + this + why(lost), lost);
        }
    }

    static Answer refusal(HttpURLConnection connection) throws IOException {
        return new Answer(
                connection.getResponseCode(),
                body(connection.getErrorStream()),
                null,
                connection.getHeaderField("Retry-After"));
    }

    private HttpURLConnection connect(String path, Map<String, String> headers, int answerMillis) throws IOException {
        var connection = (HttpURLConnection) url(path).openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(answerMillis);
        // What is said to this address is for nobody else.
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json");
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        headers.forEach(connection::setRequestProperty);
        return connection;
    }

    private URL url(String path) throws MalformedURLException {
        return new URL(url + path);
    }

    private static int status(HttpURLConnection connection) throws IOException {
        var status = connection.getResponseCode();
        if (status < 0) {
            throw new Lost("what answers does not speak HTTP", null);
        }
        return status;
    }

    private static String body(@Nullable InputStream in) throws IOException {
        if (in == null) {
            return "";
        }
        try (in) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new Lost("the answer does not end", null);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String why(IOException lost) {
        var message = lost.getMessage();
        return message == null ? "" : " (" + Printable.of(message) + ")";
    }

    // ---- paths

    static String resource(String account, String id) {
        return "/v1/resources/" + encoded(account) + "/" + encoded(id);
    }

    /** Everything but what stands for itself everywhere in an address. */
    static String encoded(String text) {
        var encoded = new StringBuilder(text.length() + 16);
        for (var one : text.getBytes(StandardCharsets.UTF_8)) {
            var letter = (char) (one & 0xff);
            if ((letter >= 'a' && letter <= 'z')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')
                    || letter == '-'
                    || letter == '_'
                    || letter == '.'
                    || letter == '~') {
                encoded.append(letter);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(letter >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(letter & 0xf, 16)));
            }
        }
        return encoded.toString();
    }
}
