package org.gateway4j.internal.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The idle connections of a pool, including those under inspection. Guarded by the pool's lock. */
final class IdleSlots<C extends Pooled> {

    /** The latest used connection comes first; connections that will be closed come last. */
    private final Deque<Slot<C>> idle = new ArrayDeque<>();

    /** Idle, but out of the queue while the pool looks at them. */
    private final Set<Slot<C>> inspected = new LinkedHashSet<>();

    /** How many there are. */
    int size() {
        return idle.size() + inspected.size();
    }

    /** How many are under inspection; they come back at once. */
    int inspected() {
        return inspected.size();
    }

    /** Takes the one used last, or null. */
    @Nullable
    Slot<C> pollLatest() {
        return idle.pollFirst();
    }

    /** Takes the one unused for longest, or null. */
    @Nullable
    Slot<C> pollOldest() {
        return idle.pollLast();
    }

    /** Takes the one used last of those that suit, or null. */
    @Nullable
    Slot<C> pollLatest(Predicate<C> suits) {
        return poll(idle.iterator(), suits);
    }

    /** Takes the one unused for longest of those that suit, or null. */
    @Nullable
    Slot<C> pollOldest(Predicate<C> suits) {
        return poll(idle.descendingIterator(), suits);
    }

    private static <C extends Pooled> @Nullable Slot<C> poll(Iterator<Slot<C>> slots, Predicate<C> suits) {
        while (slots.hasNext()) {
            Slot<C> slot = slots.next();
            if (slot.connection != null && suits.test(slot.connection)) {
                slots.remove();
                return slot;
            }
        }
        return null;
    }

    /** Takes one that is to be closed, or null. */
    @Nullable
    Slot<C> pollUnfit() {
        Slot<C> last = idle.peekLast();
        return last == null || last.fault == null ? null : idle.pollLast();
    }

    /** Adds a slot, at the end if it will be closed. Returns the surplus slot if there are more than {@code most}, or null. */
    @Nullable
    Slot<C> add(Slot<C> slot, int most) {
        if (slot.fault == null) {
            idle.addFirst(slot);
        } else {
            idle.addLast(slot);
        }
        return size() > most ? idle.removeLast() : null;
    }

    /** Takes all for an inspection, the one unused for longest first. */
    List<Slot<C>> inspect() {
        List<Slot<C>> taken = new ArrayList<>();
        for (Slot<C> slot = idle.pollLast(); slot != null; slot = idle.pollLast()) {
            slot.inspected = true;
            inspected.add(slot);
            taken.add(slot);
        }
        return taken;
    }

    /** Ends the inspection of one; false if the pool was closed meanwhile, and with it the connection. */
    boolean endInspection(Slot<C> slot) {
        slot.inspected = false;
        return inspected.remove(slot);
    }

    /** Takes all, including those under inspection. */
    List<Slot<C>> removeAll() {
        List<Slot<C>> all = new ArrayList<>(idle);
        all.addAll(inspected);
        idle.clear();
        inspected.clear();
        return all;
    }
}
