package io.standstill.bench;

import io.standstill.testing.Crowd;
import io.standstill.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;

/** What lists, figures and the feed's past cost where a million resources and ten million entries are known. */
final class HistoryBench implements Benchmark {

    private static final long RESOURCES = Long.getLong("bench.resources", 1_000_000);
    private static final int ENTRIES_OF_EACH = 10;
    private static final long ENTRIES = ENTRIES_OF_EACH * RESOURCES;

    private static final int ROUNDS = 200;
    private static final int WARM = 50;

    /** What people ask, in all orders and of the rare as of the common; the feed's past beside them. */
    private static final List<String> LISTS = List.of(
            "",
            "account=feldera-07",
            "vendor=feldera",
            "vendor=storm",
            "state=stopping",
            "state=overdue&state=requested&state=stopping",
            "state=stopped&account=feldera-03",
            "state=reappeared&sort=since",
            "sort=-updated",
            "sort=-since&state=stopped",
            "sort=deadline&state=stopping",
            "sort=-deadline",
            "verdict=gone",
            "label=show:show-3",
            "label=team:team-77&sort=-since",
            "q=0123456",
            "q=nowhere",
            "q=pipeline",
            "stale=true",
            "limit=1000");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public void run(Figures figures) throws Exception {
        var database = TestServer.get().fresh();
        var began = System.nanoTime();
        Crowd.in(database, RESOURCES, ENTRIES_OF_EACH);
        figures.tell(
                "resources",
                RESOURCES,
                "entries",
                ENTRIES,
                "filledSeconds",
                (System.nanoTime() - began) / 1_000_000_000);
        try (var service = Served.on(database, "-Xmx512m")) {
            for (var list : LISTS) {
                latencies(figures, service, "/v1/resources" + (list.isEmpty() ? "" : "?" + list));
            }
            latencies(figures, service, "/v1/summary");
            latencies(figures, service, "/v1/resources/feldera-07/pipeline-0000007");
            latencies(figures, service, "/v1/resources/feldera-07/pipeline-0000007/journal");
            resume(figures, service);
            export(figures, service, "text/csv");
            export(figures, service, "application/x-ndjson");
        }
    }

    // ---- one after the other

    private void latencies(Figures figures, Served service, String path) {
        var millis = new double[ROUNDS];
        for (var round = -WARM; round < ROUNDS; round++) {
            var began = System.nanoTime();
            var answer = get(service, path, "application/json", HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + answer.statusCode());
            }
            if (round >= 0) {
                millis[round] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(millis);
        figures.tell("get", path, "p50Ms", rounded(millis[ROUNDS / 2]), "p99Ms", rounded(millis[ROUNDS * 99 / 100]));
    }

    private static double rounded(double millis) {
        return Math.round(millis * 10) / 10.0;
    }

    private <T> HttpResponse<T> get(Served service, String path, String accept, HttpResponse.BodyHandler<T> body) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(service.url() + path)).header("Accept", accept);
            return client.send(request.build(), body);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** From the request to the first entry that lies that far back. */
    private void resume(Figures figures, Served service) throws IOException {
        var head = new JsonObject(
                        get(service, "/v1/resources?limit=1", "application/json", HttpResponse.BodyHandlers.ofString())
                                .body())
                .getString("position");
        var epoch = head.substring(0, head.indexOf('-'));
        var millis = new double[ROUNDS];
        for (var round = -WARM; round < ROUNDS; round++) {
            var after = ENTRIES * 6 / 10 + round * (ENTRIES / 10_000);
            var began = System.nanoTime();
            var answer = get(
                    service,
                    "/v1/events?after=%s-%d".formatted(epoch, after),
                    "text/event-stream",
                    HttpResponse.BodyHandlers.ofInputStream());
            try (var stream = answer.body()) {
                var heard = new StringBuilder();
                while (heard.indexOf("data: ") < 0) {
                    heard.append((char) stream.read());
                }
            }
            if (round >= 0) {
                millis[round] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(millis);
        figures.tell(
                "resumeEntriesBack",
                ENTRIES * 4 / 10,
                "firstEntryP50Ms",
                rounded(millis[ROUNDS / 2]),
                "firstEntryP99Ms",
                rounded(millis[ROUNDS * 99 / 100]));
    }

    private void export(Figures figures, Served service, String type) throws Exception {
        var began = System.nanoTime();
        var lines = 0L;
        try (var body = get(service, "/v1/resources", type, HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            var piece = new byte[64 * 1_024];
            for (var read = body.read(piece); read >= 0; read = body.read(piece)) {
                for (var i = 0; i < read; i++) {
                    lines += piece[i] == '\n' ? 1 : 0;
                }
            }
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        figures.tell(
                "export",
                type,
                "lines",
                lines,
                "perSecond",
                Math.round(lines / seconds),
                "heapMegabytesAfter",
                service.heapBytes() >> 20);
    }
}
