package io.standstill.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is left to chance; its seed is told, so that the same can be thrown again. */
final class Dice {

    private static final Logger LOG = LoggerFactory.getLogger(Dice.class);

    private final Random random;

    private Dice(long seed) {
        this.random = new Random(seed);
    }

    /** From {@code standstill.chaos.seed} if that is set. */
    static Dice thrown(String test) {
        return new Dice(seed(test));
    }

    /** The seed itself, for whoever throws more than one hand. */
    static long seed(String test) {
        long seed = Long.getLong("standstill.chaos.seed", new Random().nextInt(1_000_000));
        LOG.info("{}: -Dstandstill.chaos.seed={}", test, seed);
        return seed;
    }

    static Dice of(long seed) {
        return new Dice(seed);
    }

    /** A hand of its own for each part of what is left to chance, whoever throws first. */
    static Dice of(long seed, String part) {
        return new Dice(seed * 0x9E3779B97F4A7C15L + part.hashCode());
    }

    Random random() {
        return random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** From the least up to, but not including, the most. */
    int between(int least, int most) {
        return least + random.nextInt(most - least);
    }

    String millis(int least, int most) {
        return least + random.nextInt(most - least) + "ms";
    }

    /** Lets some time go by, for what comes next must fall anywhere. */
    void anyMoment(int leastMillis, int mostMillis) {
        pause(Duration.ofMillis(leastMillis + random.nextInt(mostMillis - leastMillis)));
    }

    /** Lets time go by where only its passing is wanted. */
    static void pause(Duration time) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }
}
