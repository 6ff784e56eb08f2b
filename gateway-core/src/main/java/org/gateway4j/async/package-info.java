/**
 * Gateways for hosts that run on event loops. They keep the promises of {@link org.gateway4j.Gateway} without blocking
 * a thread.
 *
 * <p>A host calls {@link org.gateway4j.async.AsyncGateway#dispatch} with the {@link org.gateway4j.async.EventLoop} of
 * its client's connection. Everything that follows happens on this loop, without hand-offs between threads and without
 * locks.
 */
@NullMarked
package org.gateway4j.async;

import org.jspecify.annotations.NullMarked;
