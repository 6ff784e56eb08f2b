package org.gateway4j.balancer.internal;

import java.util.concurrent.atomic.LongAdder;

/** What a fleet counts as a whole. */
final class FleetFigures {

    final LongAdder refused = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder retriesDenied = new LongAdder();
}
