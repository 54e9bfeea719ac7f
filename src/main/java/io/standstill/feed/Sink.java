package io.standstill.feed;

import io.vertx.core.buffer.Buffer;

/** The connection a subscription writes to; used on that connection's own context only. */
public interface Sink {

    void write(Buffer bytes);

    /** True while what was written before has not gone out: nothing more is to be written. */
    boolean full();

    /** Runs once when there is room again. */
    void onceDrained(Runnable go);
}
