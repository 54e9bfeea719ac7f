package io.standstill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which all ends, whatever fails or hangs on the way. */
class EndingTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Ending ending = new Ending();

    private Future<Void> says(String word) {
        said.add(word);
        return Future.succeededFuture();
    }

    private void open(String... names) {
        for (var name : names) {
            ending.opened(name, () -> says(name));
        }
    }

    @Test
    void what_was_opened_last_is_closed_first_and_all_of_it_once() {
        open("database", "feed");
        ending.openedPlainly("http", () -> said.add("http"));

        ending.end(LONG, LONG);
        ending.end(LONG, LONG);

        assertThat(said).containsExactly("http", "feed", "database");
    }

    @Test
    @Timeout(15)
    void farewells_are_begun_together_and_nothing_is_closed_before_they_are_over() {
        var hear = Promise.<Void>promise();
        open("database");
        ending.farewell("waits", () -> hear.future().onSuccess(heard -> said.add("heard")));
        ending.farewell("tells", () -> {
            hear.complete();
            return says("told");
        });

        ending.end(LONG, LONG);

        assertThat(said).endsWith("database").contains("heard", "told");
    }

    @Test
    @Timeout(15)
    void what_fails_or_hangs_keeps_nothing_else_from_ending() {
        open("database");
        ending.opened("fails", () -> Future.failedFuture("broken"));
        ending.opened("hangs", () -> Promise.promise().future());
        ending.opened("throws", () -> {
            throw new IllegalStateException("broken");
        });
        ending.farewell("hangs too", () -> Promise.promise().future());
        ending.farewell("throws too", () -> {
            throw new IllegalStateException("broken");
        });
        open("feed");

        ending.end(SHORT, SHORT);

        assertThat(said).containsExactly("feed", "database");
    }
}
