package io.standstill.app.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows the feed, and comes back by itself to where it was. */
final class WatchCommand implements Command {

    private static final List<String> FILTERS = List.of("--account", "--vendor", "--resource", "--state", "--label");

    @Override
    public String help() {
        return """
                usage: standstill watch [options]

                Follows the feed and says each entry once, in order, a line each; from now on, or after a position. When the
                line or the service goes it comes back when it was asked to, and goes on where it was. It ends when it is
                told to, when nobody reads it any more, or at once if the service cannot be reached at first.

                  --account NAME      of this account; these five may be repeated, and then mean any of them
                  --vendor NAME       of this vendor
                  --resource NAME     of this resource: ACCOUNT/ID
                  --state STATE       what comes to this state
                  --label NAME:VALUE  with this label
                  --transitions       only where the state moved
                  --after POSITION    from there on; 0 is the beginning
                  --json              each entry as the service tells it, a line each; where the feed could not go on from
                                      where it was, a line of kind "reset"
                """ + COMMON;
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(List.of(0), List.of("--after"), FILTERS, List.of("--transitions", "--json"));
    }

    @Override
    public int run(Arguments arguments, Address address, Screen screen) throws IOException {
        var query = Query.of(arguments, FILTERS)
                .add("event", arguments.has("--transitions") ? "transition" : null)
                .add("after", arguments.one("--after"));
        new Following(address, "/v1/events" + query, screen, arguments.has("--json")).forever();
        return Exit.DONE;
    }

    /** One reader of the feed: where it is, and when it may come back. */
    private static final class Following {

        /** Three heartbeats that did not come. */
        private static final int SILENT_MILLIS = 45_000;

        private static final long LONGEST_MILLIS = 30_000;

        private final Address address;
        private final String path;
        private final Screen screen;
        private final boolean json;
        private @Nullable String cursor;
        private long retryMillis = 3_000;
        private boolean reached;

        /** How often in a row nothing was heard. */
        private int failures;

        Following(Address address, String path, Screen screen, boolean json) {
            this.address = address;
            this.path = path;
            this.screen = screen;
            this.json = json;
        }

        /** Until nobody reads it any more. */
        void forever() throws IOException {
            while (screen.heard()) {
                try {
                    once();
                    failures++;
                } catch (Refused refused) {
                    if (!refused.forNow()) {
                        throw refused;
                    }
                    failed(refused);
                } catch (Unreadable unreadable) {
                    throw unreadable.why;
                } catch (IOException cut) {
                    if (!reached) {
                        throw cut;
                    }
                    failed(cut);
                }
                rest();
            }
        }

        private void failed(Exception why) {
            if (failures++ == 0) {
                screen.note("the feed is cut: " + why.getMessage() + "; coming back");
            }
        }

        private void rest() throws IOException {
            try {
                // As it was asked to, and ever more slowly where nobody is there.
                Thread.sleep(Math.max(
                        retryMillis, Math.min(LONGEST_MILLIS, retryMillis << Math.min(5, Math.max(0, failures - 1)))));
            } catch (InterruptedException interrupted) {
                throw new Lost("it was interrupted", interrupted);
            }
        }

        private void once() throws IOException {
            var headers = new HashMap<String, String>();
            headers.put("Accept", "text/event-stream");
            if (cursor != null) {
                headers.put("Last-Event-ID", cursor);
            }
            var connection = address.open(path, headers, SILENT_MILLIS);
            try {
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                    throw new Refused(Address.refusal(connection));
                }
                if (!Objects.requireNonNullElse(connection.getContentType(), "")
                        .toLowerCase(Locale.ROOT)
                        .startsWith("text/event-stream")) {
                    throw new Lost("the answer is no feed; is that a Standstill service?", null);
                }
                reached = true;
                hear(new Frames(new BufferedInputStream(connection.getInputStream())));
            } finally {
                connection.disconnect();
            }
        }

        private void hear(Frames frames) throws IOException {
            for (var frame = frames.next(); frame != null && screen.heard(); frame = frames.next()) {
                retryMillis = frame.retryMillis() == null ? retryMillis : frame.retryMillis();
                if (frame.data() != null) {
                    say(frame.event(), frame.data());
                }
                if (frame.id() != null) {
                    cursor = frame.id();
                    failures = 0;
                }
            }
        }

        private void say(String event, String data) throws IOException {
            switch (event) {
                case "transition", "note" -> {
                    var entry = read(data);
                    screen.say(json ? entry.written() : Told.entry(entry));
                }
                case "reset" -> {
                    var reset = read(data);
                    if (json) {
                        screen.say("{\"kind\":\"reset\",\"reason\":"
                                + reset.at("reason").written() + ",\"list\":"
                                + reset.at("list").written() + "}");
                    }
                    screen.note("the feed could not go on from where it was (%s): what was missed is in the list"
                            .formatted(reset.at("reason").shown()));
                }
                default -> {
                    // A later release may tell more.
                }
            }
        }

        private static Json read(String data) throws Unreadable {
            try {
                return Json.read(data);
            } catch (IOException unreadable) {
                throw new Unreadable(unreadable);
            }
        }
    }

    /** It would be so again from the same place on. */
    private static final class Unreadable extends IOException {

        private static final long serialVersionUID = 1;
        private final transient Lost why;

        Unreadable(IOException cause) {
            super(cause);
            why = new Lost("an entry of the feed cannot be made out", cause);
        }
    }
}
