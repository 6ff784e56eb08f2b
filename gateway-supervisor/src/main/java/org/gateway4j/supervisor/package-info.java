/**
 * FastCGI applications that are started and looked after: a {@link org.gateway4j.supervisor.SupervisedGateway} is a
 * {@link org.gateway4j.Gateway} to a PHP-FPM, a php-cgi or another program that it starts, restarts, reloads and ends.
 *
 * <p>It needs a POSIX system with {@code /bin/sh} and {@code setsid}, which Linux has. Nothing is started before
 * {@link org.gateway4j.supervisor.SupervisedGateway#start}.
 *
 * <p>No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package org.gateway4j.supervisor;

import org.jspecify.annotations.NullMarked;
