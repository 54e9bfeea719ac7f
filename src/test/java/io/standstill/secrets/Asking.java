package io.standstill.secrets;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends the service one request after the other, as whoever it is told. */
final class Asking {

    /** Lets in who may read and stop. */
    static final String OPS = "Bearer " + Chosen.TOKEN;

    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    Asking(String url) {
        this.url = url;
    }

    HttpResponse<String> send(String method, String path, String body, String authorization, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(40))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
