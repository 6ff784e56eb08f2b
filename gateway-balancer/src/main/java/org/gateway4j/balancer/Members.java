package org.gateway4j.balancer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The members of a balancer. They can be added, changed and removed while requests run; none fails because of it. Safe for use
 * by any number of threads.
 *
 * @param <G> the kind of gateway
 */
public interface Members<G> {

    /**
     * Adds a member.
     *
     * @param spec what it is made of
     * @return the member
     * @throws IllegalArgumentException if a member has that name
     * @throws IllegalStateException if the balancer is closed; the gateway is still the caller's then
     */
    Member add(MemberSpec<G> spec);

    /**
     * The member with a name.
     *
     * @param name its name
     * @return the member, or empty if none has that name or it was removed
     */
    Optional<Member> get(String name);

    /**
     * All members.
     *
     * @return an unmodifiable list in the order in which they were added
     */
    List<Member> all();

    /**
     * Replaces the members. A member whose name is in both stays as it is, with its gateway, health and counters; only its weight
     * and capacity change. Others are added or {@linkplain Member#remove removed}. The gateway of a specification whose name a
     * member has already is closed, unless it is that member's own.
     *
     * @param specs the members from now on, in any order
     * @param longest how long requests of removed members may go on, not negative
     * @throws IllegalArgumentException if two of them have one name
     */
    void set(Collection<MemberSpec<G>> specs, Duration longest);
}
