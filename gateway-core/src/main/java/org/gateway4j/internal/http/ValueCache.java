package org.gateway4j.internal.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Caches the values of the keys that came lately: most requests have the same header names and come from the same
 * addresses. A key may take any of four slots, so that a few keys with the same slot do not evict each other.
 *
 * <p>Safe for use by several threads without synchronization: the values are immutable, and if two threads meet, a
 * value is made twice.
 */
public final class ValueCache<K, V> {

    private static final int SETS = 64;
    private static final int SLOTS = 4;

    private record Made<K, V>(K key, V value) {}

    private final Function<K, V> maker;
    private final @Nullable Made<K, V>[] recent = slots();
    private int misses;

    public ValueCache(Function<K, V> maker) {
        this.maker = maker;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <K, V> @Nullable Made<K, V>[] slots() {
        return new Made[SETS * SLOTS];
    }

    /** The value of a key. It is made if it is not in the cache. */
    public V get(K key) {
        int hash = key.hashCode();
        int first = SLOTS * ((hash ^ hash >>> 16) & SETS - 1);
        for (int i = first; i < first + SLOTS; i++) {
            Made<K, V> known = recent[i];
            if (known != null && known.key().equals(key)) {
                return known.value();
            }
        }
        V value = maker.apply(key);
        recent[first + (misses++ & SLOTS - 1)] = new Made<>(key, value);
        return value;
    }
}
