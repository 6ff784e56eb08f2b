/**
 * The part that the adapters to all host servers share: which mount a request is for, what an application may see of it,
 * what a client may see of the response, and what happens when either side fails.
 *
 * <p>A user of a ready adapter needs {@link org.gateway4j.host.Mounts}, and {@link org.gateway4j.host.HostConfig} to change a
 * default. The author of an adapter turns what the host has parsed into a {@link org.gateway4j.host.HostRequest}, implements
 * {@link org.gateway4j.host.BlockingSink} or {@link org.gateway4j.host.AsyncSink} for the response, and hands both to a {@link
 * org.gateway4j.host.BlockingRelay} or an {@link org.gateway4j.host.AsyncRelay}.
 *
 * <p>No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package org.gateway4j.host;

import org.jspecify.annotations.NullMarked;
