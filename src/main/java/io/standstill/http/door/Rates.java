package io.standstill.http.door;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How often each may ask: so many requests at once, and then so many a second. */
public final class Rates {

    /** Of those who have not asked for longest, nothing is known; they may ask as if for the first time. */
    private static final int MOST_CALLERS = 10_000;

    private static final double NANOS = 1e9;

    private static final class Bucket {
        private double left;
        private long at;
    }

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param perSecond 0: as often as they will
     * @param nanos time that passes
     */
    public Rates(int perSecond, int burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = Math.max(1, burst);
        this.nanos = nanos;
    }

    /** Denies whoever asks too often. */
    void mustNotHurry(String who) {
        if (perSecond > 0) {
            var wait = take(who);
            if (wait > 0) {
                throw Denied.tooMany(wait);
            }
        }
    }

    /** Seconds to wait; 0: none. */
    private synchronized long take(String who) {
        var now = nanos.getAsLong();
        var bucket = buckets.get(who);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.left = burst;
            buckets.put(who, bucket);
            forgetOldest();
        } else {
            bucket.left = Math.min(burst, bucket.left + (now - bucket.at) / NANOS * perSecond);
        }
        bucket.at = now;
        if (bucket.left >= 1) {
            bucket.left -= 1;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - bucket.left) / perSecond));
    }

    private void forgetOldest() {
        if (buckets.size() > MOST_CALLERS) {
            var oldest = buckets.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
