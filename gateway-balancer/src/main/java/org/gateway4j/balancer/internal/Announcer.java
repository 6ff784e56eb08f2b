package org.gateway4j.balancer.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.gateway4j.balancer.BalancerListener;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.Member.Health;
import org.gateway4j.balancer.Member.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listener and the log of changes, one at a time and in their order, and never under the fleet's lock. Shields the
 * fleet from exceptions of the listener.
 */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.balancer");

    private final String balancer;
    private final @Nullable BalancerListener listener;
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
    private final AtomicInteger undelivered = new AtomicInteger();
    private final AtomicInteger claimed = new AtomicInteger();

    Announcer(String balancer, @Nullable BalancerListener listener) {
        this.balancer = balancer;
        this.listener = listener;
    }

    /** Tells at once, on this thread: what belongs to one request. */
    void tell(Consumer<BalancerListener> call) {
        if (listener == null) {
            return;
        }
        try {
            call.accept(listener);
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "{}: listener {} threw; ignored",
                    balancer,
                    listener.getClass().getName(),
                    e);
        }
    }

    /** To be told by {@link #deliver}. */
    private void later(Runnable task) {
        news.add(task);
        undelivered.incrementAndGet();
    }

    /** Delivers the events that wait. If another thread delivers already, it delivers these too. */
    void deliver() {
        if (undelivered.get() == 0 || !claim()) {
            return;
        }
        do {
            Runnable next = news.poll();
            if (next != null) {
                next.run();
            }
        } while (undelivered.decrementAndGet() > 0 || reclaim());
    }

    private boolean claim() {
        return claimed.compareAndSet(0, 1);
    }

    /** News may have come between the last look and letting go. */
    private boolean reclaim() {
        claimed.set(0);
        return undelivered.get() > 0 && claim();
    }

    void added(Member member) {
        later(() -> {
            LOG.info(
                    "{}: member {} added, weight {}, capacity {}, tier {}",
                    balancer,
                    member.name(),
                    member.weight(),
                    member.capacity(),
                    member.tier());
            tell(to -> to.memberAdded(member));
        });
    }

    void state(Member member, State from, State to) {
        later(() -> {
            LOG.info("{}: member {} is {}, was {}", balancer, member.name(), to, from);
            tell(listener -> listener.stateChanged(member, from, to));
        });
    }

    void health(Member member, Health from, Health to, String reason) {
        later(() -> {
            if (to == Health.SUSPECT || to == Health.UNREACHABLE) {
                LOG.warn("{}: member {} is {}, was {}: {}", balancer, member.name(), to, from, reason);
            } else {
                LOG.info("{}: member {} is {}, was {}: {}", balancer, member.name(), to, from, reason);
            }
            tell(listener -> listener.healthChanged(member, from, to, reason));
        });
    }

    void changed(Member member, String property, int from, int to) {
        later(() -> LOG.info("{}: member {}: {} is {}, was {}", balancer, member.name(), property, to, from));
    }

    void closed(Member member) {
        later(() -> {
            LOG.info("{}: member {} closed", balancer, member.name());
            tell(to -> to.memberClosed(member));
        });
    }

    void panic(boolean active) {
        later(() -> {
            if (active) {
                LOG.warn("{}: few members are healthy, so suspect ones get requests too", balancer);
            } else {
                LOG.info("{}: enough members are healthy again", balancer);
            }
            tell(to -> to.panicChanged(active));
        });
    }

    void sourceFailed(Exception failure) {
        later(() -> {
            LOG.warn("{}: members cannot be looked up, so they stay as they are: {}", balancer, failure.toString());
            tell(to -> to.sourceFailed(failure));
        });
    }
}
