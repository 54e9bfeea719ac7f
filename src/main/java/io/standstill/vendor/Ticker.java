package io.standstill.vendor;

/** Time that only ever goes forward, for waits within this process; it says nothing about the time of day. */
public interface Ticker {

    long nanos();
}
