package io.standstill.bench;

/** One thing that is measured. */
interface Benchmark {

    /** Measures it, and tells each figure as soon as it is known. */
    void run(Figures figures) throws Exception;
}
