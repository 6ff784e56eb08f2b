package org.gateway4j.cgi.internal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of the state of one process, and the condition that the state has changed. A thread that waits checks the
 * state again.
 */
@SuppressWarnings("WaitNotInLoop")
final class PipeMonitor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    void changed() {
        changed.signalAll();
    }

    void await() throws InterruptedException {
        changed.await();
    }

    void awaitUninterruptibly() {
        changed.awaitUninterruptibly();
    }
}
