package io.standstill.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.CopyOptions;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What truly is at the simulated vendors, kept in a file.
 *
 * <p>The file is a log: one line for each change, the last one counts. Whoever changes something waits for its line
 * before answering, so that an answer given is never forgotten. The log is written anew when it has grown too long.
 */
public final class World {

    private static final int LONGEST_LOG = 20_000;

    private final Vertx vertx;
    private final Path file;
    private final Clock clock;
    private final Map<String, NavigableMap<String, Thing>> things = new TreeMap<>();
    private final Map<String, JsonObject> manners = new TreeMap<>();
    private final Map<String, JsonObject> memos = new TreeMap<>();
    private Future<AsyncFile> log;
    private int lines;

    private World(Vertx vertx, Path file, Clock clock, AsyncFile log) {
        this.vertx = vertx;
        this.file = file;
        this.clock = clock;
        this.log = Future.succeededFuture(log);
    }

    /** Opens the world kept in the file; an absent file is a world in which nothing has happened. */
    public static Future<World> open(Vertx vertx, Path file, Clock clock) {
        var files = vertx.fileSystem();
        var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return files.mkdirs(folder.toString())
                .compose(made -> files.exists(file.toString()))
                .compose(exists -> exists ? files.readFile(file.toString()) : Future.succeededFuture(Buffer.buffer()))
                .compose(kept -> append(vertx, file).map(log -> {
                    var world = new World(vertx, file, clock, log);
                    kept.toString().lines().forEach(world::recall);
                    return world;
                }));
    }

    private static Future<AsyncFile> append(Vertx vertx, Path file) {
        return vertx.fileSystem()
                .open(file.toString(), new OpenOptions().setAppend(true).setCreate(true));
    }

    private void recall(String line) {
        JsonObject change;
        try {
            change = new JsonObject(line);
        } catch (DecodeException cutOff) {
            // The last line of a killed process may be half a line: its change was never answered for.
            return;
        }
        if (change.containsKey("forget")) {
            clear();
        } else if (change.containsKey("manners")) {
            manners.put(change.getString("vendor"), change.getJsonObject("manners"));
            memos.put(change.getString("vendor"), change.getJsonObject("memo", new JsonObject()));
        } else {
            put(Thing.fromJson(change));
        }
        lines++;
    }

    public long now() {
        return clock.millis();
    }

    /** True if nothing has ever happened here. */
    public boolean isFresh() {
        return lines == 0;
    }

    public Optional<Thing> find(String vendor, String id) {
        var thing =
                Optional.ofNullable(things.getOrDefault(vendor, new TreeMap<>()).get(id));
        thing.ifPresent(known -> known.settle(now()));
        return thing;
    }

    public Collection<Thing> all(String vendor) {
        var all = things.getOrDefault(vendor, new TreeMap<>()).values();
        all.forEach(known -> known.settle(now()));
        return all;
    }

    /** At most so many things, in the order of their ids, from the first one after this id. */
    public List<Thing> after(String vendor, String id, int most) {
        var some = things.getOrDefault(vendor, new TreeMap<>()).tailMap(id, false).values().stream()
                .limit(most)
                .toList();
        some.forEach(known -> known.settle(now()));
        return some;
    }

    /** A running thing, made if there was none. */
    public Thing make(String vendor, String id) {
        return find(vendor, id).orElseGet(() -> {
            var made = new Thing(vendor, id, now());
            put(made);
            return made;
        });
    }

    private void put(Thing thing) {
        things.computeIfAbsent(thing.vendor(), vendor -> new TreeMap<>()).put(thing.id(), thing);
    }

    /** How a vendor itself behaves. */
    public JsonObject manners(String vendor) {
        return manners.getOrDefault(vendor, new JsonObject());
    }

    /** Changes how a vendor behaves; a vendor itself puts back what works only once. */
    public Future<Void> behave(String vendor, JsonObject changed) {
        manners.put(vendor, Knobs.turn(manners(vendor), changed));
        return keep(vendor);
    }

    /** What a vendor's simulator remembers besides its things: it lasts once it is kept. */
    public JsonObject memo(String vendor) {
        return memos.computeIfAbsent(vendor, absent -> new JsonObject());
    }

    /** Keeps what a vendor remembers, and its manners with it. */
    public Future<Void> keep(String vendor) {
        return write(line(vendor));
    }

    private JsonObject line(String vendor) {
        return new JsonObject()
                .put("vendor", vendor)
                .put("manners", manners(vendor))
                .put("memo", memo(vendor));
    }

    Future<Void> forget() {
        clear();
        return write(new JsonObject().put("forget", true));
    }

    private void clear() {
        things.clear();
        manners.clear();
        memos.clear();
    }

    /** Keeps a change of this thing. */
    public Future<Void> keep(Thing thing) {
        return write(thing.toJson());
    }

    private Future<Void> write(JsonObject change) {
        if (++lines > LONGEST_LOG + 4 * size()) {
            return rewrite();
        }
        var line = change.toBuffer().appendString("\n");
        return log.compose(open -> open.write(line));
    }

    private int size() {
        return things.values().stream().mapToInt(Map::size).sum();
    }

    private Future<Void> rewrite() {
        List<JsonObject> changes = new ArrayList<>();
        memos.keySet().forEach(vendor -> changes.add(line(vendor)));
        things.values().forEach(kept -> kept.values().forEach(thing -> changes.add(thing.toJson())));
        var text = Buffer.buffer();
        changes.forEach(change -> text.appendBuffer(change.toBuffer()).appendString("\n"));
        lines = changes.size();
        var anew = file + ".new";
        var before = log;
        log = before.compose(open -> open.close())
                .compose(closed -> vertx.fileSystem().writeFile(anew, text))
                .compose(written ->
                        vertx.fileSystem().move(anew, file.toString(), new CopyOptions().setReplaceExisting(true)))
                .compose(moved -> append(vertx, file));
        return log.mapEmpty();
    }

    public Future<Void> close() {
        return log.compose(AsyncFile::close);
    }
}
