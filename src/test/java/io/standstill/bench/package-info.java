/**
 * What the service costs and what it carries, measured at a process of its own from the jar. Each measurement is a
 * {@link io.standstill.bench.Benchmark}, known to {@link io.standstill.bench.Bench} by its name; none of them fails for
 * being slow, and none is run with the tests.
 *
 * <p>Machines differ and are shared, so what counts is a ratio: of what is measured to what it needs at least or to what
 * others do, in turn and in the same run. Whoever asks is the same for both and as cheap as can be
 * ({@link io.standstill.bench.Volley}, {@link io.standstill.bench.Listeners}), and what it could do at most is measured first.
 * Ratios are kept under {@code src/test/resources/bench}, and each run says which of them has fallen.
 */
package io.standstill.bench;
