package org.gateway4j.internal.body;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds how many bytes the spooled bodies of a gateway take together. Safe for use by several threads. */
public final class SpoolQuota {

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** A quota of so many bytes, all of them free. */
    public SpoolQuota(long most) {
        this.most = most;
    }

    /** How many bytes are taken. */
    public long taken() {
        return taken.get();
    }

    /** A share that has taken nothing. */
    Share share() {
        return new Share();
    }

    /** What one body takes. Used by one thread. */
    final class Share implements AutoCloseable {

        private long mine;

        /** Takes as much as it needs to have so many bytes; false if that is more than is free. */
        boolean growTo(long size) {
            long more = size - mine;
            if (more <= 0) {
                return true;
            }
            long before = taken.getAndAccumulate(more, (now, add) -> add > most - now ? now : now + add);
            if (more > most - before) {
                return false;
            }
            mine = size;
            return true;
        }

        /** Gives all of it back. */
        @Override
        public void close() {
            taken.addAndGet(-mine);
            mine = 0;
        }
    }
}
