package io.standstill.http;

import io.standstill.http.door.Stay;
import io.standstill.journal.Cursor;
import io.standstill.journal.Resources;
import io.standstill.journal.Seen;
import io.standstill.journal.Wanted;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A list that is written as it is read, however long it is: a part is read when the one before has gone out, so neither a
 * long list nor a slow reader takes more than a part's room.
 */
final class Export {

    /** What it is written as. */
    enum Form {
        CSV("text/csv; charset=utf-8; header=present"),
        LINES("application/x-ndjson");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }

        /** What the request would rather have; null: JSON, which is given wherever nothing else is asked for. */
        static @Nullable Form of(RoutingContext request) {
            for (var accepted : request.parsedHeaders().accept()) {
                if (accepted.weight() == 0) {
                    continue;
                }
                switch (accepted.component() + "/" + accepted.subComponent()) {
                    case "text/csv" -> {
                        return CSV;
                    }
                    case "application/x-ndjson", "application/ndjson" -> {
                        return LINES;
                    }
                    case "application/json", "application/*", "*/*" -> {
                        return null;
                    }
                    default -> {
                        // The next best.
                    }
                }
            }
            return null;
        }
    }

    private static final int PART = 500;

    /** Whoever takes nothing of a part for so long is cut off. */
    private static final long UNREAD_SECONDS = 30;

    private final Ground ground;
    private final RoutingContext request;
    private final HttpServerResponse response;
    private final Form form;
    private final String sort;
    private final @Nullable Place begun;
    private Wanted wanted;
    private long room;
    private @Nullable Cursor position;

    /**
     * @param begun where an earlier one ended; null: it begins
     * @param most so many at most
     */
    Export(
            Ground ground,
            RoutingContext request,
            Form form,
            Wanted wanted,
            String sort,
            @Nullable Place begun,
            long most) {
        this.ground = ground;
        this.request = request;
        this.response = request.response();
        this.form = form;
        this.wanted = wanted;
        this.sort = sort;
        this.begun = begun;
        this.room = most;
    }

    /** Reads a part and writes it, and so on to the end. */
    void go() {
        if (response.closed()) {
            return;
        }
        var part = (int) Math.min(PART, room);
        ground.feed()
                .oneByOne(() -> ground.resources().list(wanted.goingOn(wanted.after(), part + 1)))
                .onSuccess(read -> write(read, part))
                .onFailure(request::fail);
    }

    private void write(Resources.Page read, int part) {
        var page = Pageful.of(read.found(), part);
        room -= page.items().size();
        if (position == null) {
            position = begun == null ? read.position() : begun.position();
            begin(position, page.more() && room == 0 ? after(page, position) : null);
        }
        var bytes = Buffer.buffer(written(page.items()));
        if (!page.more() || room == 0) {
            response.end(bytes);
            return;
        }
        wanted = wanted.goingOn(after(page, position).after(), part);
        // A new turn of the event loop each time, however many there are.
        response.write(bytes)
                .timeout(UNREAD_SECONDS, TimeUnit.SECONDS)
                .onSuccess(gone -> request.vertx().runOnContext(turn -> go()))
                .onFailure(request::fail);
    }

    private void begin(Cursor from, @Nullable Place next) {
        Stay.whenOver(request, () -> request.fail(Fault.forbidden("what the caller came with has ended")));
        response.setChunked(true)
                .putHeader("Content-Type", form.mediaType)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Standstill-Position", from.toString());
        if (next != null) {
            response.putHeader("Link", Next.page(request, "cursor", next.sealed()));
        }
        if (form == Form.CSV) {
            response.write(Table.HEAD);
        }
    }

    private Place after(Pageful<Seen> page, Cursor from) {
        return Place.after(page.last().resource(), sort, from);
    }

    private String written(List<Seen> found) {
        var text = new StringBuilder(found.size() * 1_000);
        for (var seen : found) {
            if (form == Form.CSV) {
                Table.row(text, seen, ground);
            } else {
                text.append(ground.face(seen)).append('\n');
            }
        }
        return text.toString();
    }
}
