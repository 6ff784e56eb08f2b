package org.gateway4j.benchmarks.comparison;

/**
 * What one contestant did in one turn.
 *
 * @param calls how many requests were answered
 * @param nanos how long it took
 * @param cpuNanos the processor time of all threads of the process
 * @param allocated the bytes that all its threads allocated
 */
record Turn(long calls, long nanos, long cpuNanos, long allocated) {

    double rate() {
        return calls * 1e9 / nanos;
    }

    double cpuMicros() {
        return cpuNanos / 1e3 / calls;
    }

    double bytesPerCall() {
        return (double) allocated / calls;
    }
}
