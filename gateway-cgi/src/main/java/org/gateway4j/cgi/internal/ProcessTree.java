package org.gateway4j.cgi.internal;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A process and what it has started, as far as can be told: descendants are found only while their parent lives, so they are
 * looked for before a signal is sent, and again before the next. Used by one thread at a time.
 */
final class ProcessTree {

    private final ProcessHandle root;
    private final Set<ProcessHandle> members = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root) {
        this.root = root;
        members.add(root);
    }

    /** Asks all to end: TERM. */
    void terminate() {
        look();
        members.forEach(ProcessHandle::destroy);
    }

    /** Ends all: KILL. */
    void kill() {
        look();
        members.forEach(ProcessHandle::destroyForcibly);
    }

    private void look() {
        Set<ProcessHandle> found = new LinkedHashSet<>();
        members.forEach(member -> member.descendants().forEach(found::add));
        members.addAll(found);
    }

    /** Whether any is left. */
    boolean isAlive() {
        return root.isAlive() || members.stream().anyMatch(ProcessHandle::isAlive);
    }
}
