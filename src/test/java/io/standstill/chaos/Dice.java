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
        long seed = Long.getLong("standstill.chaos.seed", new Random().nextInt(1_000_000));
        LOG.info("{}: -Dstandstill.chaos.seed={}", test, seed);
        return new Dice(seed);
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
