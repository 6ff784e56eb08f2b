/**
 * Gateways for hosts that run on event loops: the same promises as {@link org.gateway4j.Gateway}, kept without blocking a thread.
 *
 * <p>A host calls {@link org.gateway4j.async.AsyncGateway#dispatch} with the {@link org.gateway4j.async.EventLoop} of its client's
 * connection. Everything that follows happens on this loop: no thread is handed over, and nothing needs a lock.
 */
@NullMarked
package org.gateway4j.async;

import org.jspecify.annotations.NullMarked;
