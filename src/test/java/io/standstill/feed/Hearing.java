package io.standstill.feed;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A connection that keeps what it is given, and is full when the test says so. */
final class Hearing implements Sink {

    private final List<String> frames = new ArrayList<>();
    private final List<Integer> writes = new ArrayList<>();
    private Buffer lastWrite = Buffer.buffer();
    private boolean full;
    private Runnable whenDrained;
    private Runnable onFirstWrite = () -> {};
    private Predicate<Hearing> awaited = hearing -> false;
    private Promise<Void> heard = Promise.promise();

    void onFirstWrite(Runnable what) {
        onFirstWrite = what;
    }

    @Override
    public void write(Buffer bytes) {
        var first = onFirstWrite;
        onFirstWrite = () -> {};
        first.run();
        synchronized (this) {
            writes.add(bytes.length());
            lastWrite = bytes;
            frames.addAll(List.of(bytes.toString().split("\n\n")));
            if (awaited.test(this)) {
                heard.tryComplete();
            }
        }
    }

    @Override
    public synchronized boolean full() {
        return full;
    }

    @Override
    public synchronized void onceDrained(Runnable go) {
        whenDrained = go;
    }

    synchronized void fill() {
        full = true;
    }

    /** On the connection's context. */
    void drain() {
        Runnable go;
        synchronized (this) {
            full = false;
            go = whenDrained;
        }
        go.run();
    }

    void awaits(Predicate<Hearing> wanted) throws TimeoutException {
        synchronized (this) {
            awaited = wanted;
            heard = Promise.promise();
            if (wanted.test(this)) {
                return;
            }
        }
        heard.future().await(20, TimeUnit.SECONDS);
    }

    void awaitsPosition(long position) throws TimeoutException {
        awaits(hearing -> hearing.positions().contains(position));
    }

    /** Everything that came, frame by frame. */
    synchronized List<String> frames() {
        return List.copyOf(frames);
    }

    /** The places of the entries that came. */
    synchronized List<Long> positions() {
        return frames.stream()
                .filter(frame -> frame.contains("event: transition") || frame.contains("event: note"))
                .map(frame -> Long.parseLong(frame.substring(frame.indexOf('-') + 1, frame.indexOf('\n'))))
                .toList();
    }

    synchronized Buffer lastWrite() {
        return lastWrite;
    }

    synchronized List<Integer> writes() {
        return List.copyOf(writes);
    }
}
