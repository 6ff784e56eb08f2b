package org.gateway4j.balancer.internal.policy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.gateway4j.GatewayRequest;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Consistent hashing with bounded loads. A key belongs to one of many slots, and weighted rendezvous hashing says whose a slot is:
 * the member with the greatest w / -ln(h), h being a hash of slot and member within 0 to 1. That is looked up once per slot, so it
 * costs the same with any number of members. If a member comes or goes, only its own slots move.
 */
public final class BoundedHash implements Policy {

    private static final int SLOT_BITS = 18;
    private static final int ATTEMPTS = 16;
    private static final int NOBODY = -1;

    private final Function<GatewayRequest, @Nullable String> key;
    private final double loadFactor;
    private volatile Owners owners = new Owners(List.of(), new long[0], new double[0], 0, new int[0]);

    /** Who owns which slot; an owner is filled in when it is first asked for, by any thread, to the same value. */
    private static final class Owners {

        final List<Member> members;
        final long[] names;
        final double[] weights;
        final double sum;
        final int[] bySlot;

        Owners(List<Member> members, long[] names, double[] weights, double sum, int[] bySlot) {
            this.members = members;
            this.names = names;
            this.weights = weights;
            this.sum = sum;
            this.bySlot = bySlot;
        }
    }

    /** A policy by a key. */
    public BoundedHash(Function<GatewayRequest, @Nullable String> key, double loadFactor) {
        if (!(loadFactor > 1)) {
            throw new IllegalArgumentException("load factor is " + loadFactor + "; it must be greater than 1");
        }
        this.key = key;
        this.loadFactor = loadFactor;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The same list is the same members, and comparing them would take long.
    public int choose(Choice choice) {
        String text = key.apply(choice.request());
        if (text == null) {
            int size = choice.members().size();
            return Scan.best(choice, size, false);
        }
        Owners known = owners;
        if (known.members != choice.members()) {
            known = learn(choice);
            owners = known;
        }
        long hash = hash(text);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int index = owner(known, (int) (mix(hash + attempt) >>> (Long.SIZE - SLOT_BITS)));
            if (isBelowBound(choice, known, index)) {
                return index;
            }
        }
        return next(choice, known, hash);
    }

    private boolean isBelowBound(Choice choice, Owners known, int index) {
        double mean = (choice.totalInFlight() + 1) * known.weights[index] / known.sum;
        return choice.inFlight(index) + 1 <= Math.ceil(loadFactor * mean) && choice.isFree(index);
    }

    /** Nearly all are at their bounds: the first one that is not, from a place on that the key determines. */
    private int next(Choice choice, Owners known, long hash) {
        int size = known.weights.length;
        int index = (int) Long.remainderUnsigned(hash, size);
        for (int i = 0; i < size; i++) {
            if (isBelowBound(choice, known, index)) {
                return index;
            }
            index = index + 1 == size ? 0 : index + 1;
        }
        return Scan.best(choice, size, false);
    }

    private static Owners learn(Choice choice) {
        List<Member> members = choice.members();
        long[] names = new long[members.size()];
        double[] weights = new double[names.length];
        double sum = 0;
        for (int i = 0; i < names.length; i++) {
            names[i] = hash(members.get(i).name());
            // Not that of a slow start: keys would move all the time.
            weights[i] = Math.max(1, members.get(i).weight());
            sum += weights[i];
        }
        int[] bySlot = new int[1 << SLOT_BITS];
        Arrays.fill(bySlot, NOBODY);
        return new Owners(members, names, weights, sum, bySlot);
    }

    private static int owner(Owners known, int slot) {
        int owner = known.bySlot[slot];
        if (owner == NOBODY) {
            owner = greatest(known, slot);
            known.bySlot[slot] = owner;
        }
        return owner;
    }

    private static int greatest(Owners known, int slot) {
        int best = 0;
        double most = 0;
        for (int i = 0; i < known.names.length; i++) {
            double unit = ((mix(known.names[i] ^ mix(slot)) >>> 11) + 0.5) * 0x1p-53;
            double score = -known.weights[i] / Math.log(unit);
            if (score > most) {
                best = i;
                most = score;
            }
        }
        return best;
    }

    /** FNV-1a, mixed: chars of names and keys in 64 bits. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** The finalizer of MurmurHash3: every bit depends on every other. */
    private static long mix(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
