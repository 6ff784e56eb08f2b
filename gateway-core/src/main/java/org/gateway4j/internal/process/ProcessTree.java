package org.gateway4j.internal.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A process and what it has started. Descendants are found only while their parent lives, so all are looked for, and stopped
 * so that none starts another unseen, before a signal is sent that may end a parent. Whoever has left its parents behind
 * earlier has escaped. Safe for use by several threads.
 */
public final class ProcessTree {

    /** Stops of ever new descendants before it is enough; a process and its children take one. */
    private static final int MOST_STOPS = 8;

    private volatile Set<ProcessHandle> members;

    public ProcessTree(ProcessHandle root) {
        members = Set.of(root);
    }

    /** Asks all to end: TERM. */
    public synchronized void terminate() {
        stop();
        members.forEach(ProcessHandle::destroy);
        JobControl.resume(members);
    }

    /** Ends all: KILL. */
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

    /** Looks for descendants; true if there are new ones. Each look at one reads all of the process table. */
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

    /** None where the process table cannot be read, as without a free descriptor: the others are ended all the same. */
    private static List<ProcessHandle> descendants(ProcessHandle member) {
        try {
            return member.descendants().toList();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** Whether any that is known of is left. */
    public boolean isAlive() {
        return members.stream().anyMatch(ProcessHandle::isAlive);
    }
}
