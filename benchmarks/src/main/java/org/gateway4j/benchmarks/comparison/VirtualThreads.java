package org.gateway4j.benchmarks.comparison;

/** Threads of either kind; virtual ones from JDK 21 on. */
final class VirtualThreads {

    private VirtualThreads() {}

    static Thread unstarted(boolean virtual, Runnable task) {
        if (!virtual) {
            return new Thread(task, "caller");
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (Thread) Class.forName("java.lang.Thread$Builder")
                    .getMethod("unstarted", Runnable.class)
                    .invoke(builder, task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no virtual threads", e);
        }
    }
}
