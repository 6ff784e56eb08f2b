package org.gateway4j.supervisor.internal;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import org.gateway4j.supervisor.Recycling;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has processes replaced that have reached a limit. Used on the loop only. */
final class Recycler {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.supervisor");
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Supervision supervision;
    private final Recycling limits;
    private final LongUnaryOperator memory;
    private long notBefore;

    /**
     * A recycler.
     *
     * @param memory the bytes that a process and its descendants have; may block
     */
    Recycler(Supervision supervision, LongUnaryOperator memory) {
        this.supervision = supervision;
        this.limits = supervision.config().recycling();
        this.memory = memory;
        this.notBefore = supervision.loop().nanoTime();
    }

    /** Looks at the processes again and again, if there is any limit. */
    void start() {
        if (!limits.equals(Recycling.none())) {
            later();
        }
    }

    private void later() {
        supervision.loop().after(INTERVAL, this::look);
    }

    private void look() {
        if (supervision.isClosing()) {
            return;
        }
        if (supervision.loop().nanoTime() - notBefore >= 0) {
            supervision.slots().filter(Slot::isSteady).forEach(this::look);
        }
        later();
    }

    private void look(Slot slot) {
        Instance instance = Objects.requireNonNull(slot.serving());
        String reason = exceeded(instance);
        if (reason != null) {
            replace(slot, instance, reason);
        } else if (limits.memory() > 0) {
            supervision
                    .loop()
                    .offload(() -> memory.applyAsLong(instance.pid()), bytes -> measured(slot, instance, bytes));
        }
    }

    private @Nullable String exceeded(Instance instance) {
        long requests = supervision.rotation().requests(instance.name());
        if (limits.requests() > 0 && requests >= limits.requests() * instance.spread()) {
            return requests + " requests (recycling.requests is " + limits.requests() + ")";
        }
        Duration age = Objects.requireNonNull(instance.readyFor());
        if (!limits.age().isZero() && age.toNanos() >= limits.age().toNanos() * instance.spread()) {
            return age.toSeconds() + " s (recycling.age is " + limits.age() + ")";
        }
        return null;
    }

    private void measured(Slot slot, Instance instance, @Nullable Long bytes) {
        if (bytes != null && bytes >= limits.memory() && slot.isSteady() && slot.serving() == instance) {
            replace(slot, instance, bytes + " bytes (recycling.memory is " + limits.memory() + ")");
        }
    }

    private void replace(Slot slot, Instance instance, String reason) {
        LOG.info("{}: process {} is replaced after {}", supervision.config().name(), instance.pid(), reason);
        slot.start().whenComplete((done, failure) -> {
            if (failure != null) {
                Duration pause = supervision.config().restarts().longestPause();
                notBefore = supervision.loop().nanoTime() + pause.toNanos();
            }
        });
    }
}
