package io.standstill.simulation;

import java.util.List;
import java.util.Random;

/** All that is left to chance in one world; the same seed throws the same. */
final class Dice {

    private final Random random;

    Dice(long seed) {
        // Seeds that follow on one another would begin alike.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
    }

    /** Dice of their own for somebody, so that what they throw changes nobody else's luck. */
    Random fork() {
        return new Random(random.nextLong());
    }

    /** True so many times of a hundred. */
    boolean percent(int times) {
        return random.nextInt(100) < times;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both ends are possible. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** Milliseconds of any order of magnitude between these. */
    long spread(long leastMillis, long mostMillis) {
        return (long) (leastMillis * Math.pow((double) mostMillis / leastMillis, random.nextDouble()));
    }

    <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
