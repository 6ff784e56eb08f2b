package org.gateway4j.internal.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A process and the processes that it has started. Descendants can be found only while their parents live. So before a
 * signal may end a parent, all descendants are looked up, and are stopped so that none starts another one unseen. A
 * process that has left its parents behind earlier has escaped. Safe for use by several threads.
 */
public final class ProcessTree {

    /** The number of rounds in which new descendants are stopped. A process and its children take one round. */
    private static final int MOST_STOPS = 8;

    private volatile Set<ProcessHandle> members;

    public ProcessTree(ProcessHandle root) {
        members = Set.of(root);
    }

    /** Asks all processes to end: TERM. */
    public synchronized void terminate() {
        stop();
        members.forEach(ProcessHandle::destroy);
        JobControl.resume(members);
    }

    /** Kills all processes: KILL. */
    public synchronized void kill() {
        stop();
        members.forEach(ProcessHandle::destroyForcibly);
    }

    private void stop() {
        look();
        int stops = 0;
        do {
            JobControl.stop(members);
            stops++;
        } while (look() && stops < MOST_STOPS);
    }

    /**
     * Looks for descendants. Returns true if there are new ones. Looking at one process reads the whole process table.
     */
    private boolean look() {
        Set<ProcessHandle> found = new LinkedHashSet<>();
        for (ProcessHandle member : members) {
            if (found.add(member)) {
                found.addAll(descendants(member));
            }
        }
        boolean more = found.size() > members.size();
        members = found;
        return more;
    }

    /**
     * The descendants, or none if the process table cannot be read, for instance without a free descriptor. The known
     * processes are ended even so.
     */
    private static List<ProcessHandle> descendants(ProcessHandle member) {
        try {
            return member.descendants().toList();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** Whether any known process is alive. */
    public boolean isAlive() {
        return members.stream().anyMatch(ProcessHandle::isAlive);
    }
}
