package org.gateway4j.contract;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The kinds of threads that a host may dispatch on. */
public enum ThreadKind {
    /** Threads of the operating system. */
    PLATFORM {
        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        Thread start(Runnable work) {
            Thread thread = new Thread(work, "caller");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
    },

    /** Virtual threads, started by reflection, since this is compiled for a JDK that has none. */
    VIRTUAL {
        @Override
        public boolean isAvailable() {
            return Runtime.version().feature() >= 21;
        }

        @Override
        Thread start(Runnable work) {
            try {
                Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
                return (Thread) start.invoke(null, work);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("no virtual threads", e);
            }
        }
    };

    /** {@return whether this JDK has them} */
    public abstract boolean isAvailable();

    abstract Thread start(Runnable work);

    /**
     * Starts work on a thread of this kind.
     *
     * @param <T> what the work makes
     * @param work the work
     * @return the work in progress
     */
    public <T extends @Nullable Object> Running<T> run(Callable<T> work) {
        return Running.start(this, work);
    }
}
