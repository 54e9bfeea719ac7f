/**
 * What the service costs and what it carries, measured at a process of its own from the jar. Each measurement is a
 * {@link io.standstill.bench.Benchmark}, known to {@link io.standstill.bench.Bench} by its name; none of them fails for
 * being slow, and none is run with the tests.
 */
package io.standstill.bench;
