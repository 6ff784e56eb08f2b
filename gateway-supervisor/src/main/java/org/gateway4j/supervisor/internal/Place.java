package org.gateway4j.supervisor.internal;

import java.nio.file.Path;
import org.gateway4j.Endpoint;

/**
 * Where one process lives. No other process, before or after, has the same directory or socket: PHP-FPM removes its socket
 * when it ends, even if that is a successor's by then.
 *
 * @param generation counts the processes of a supervisor, from 1
 * @param directory its own directory, which is removed at its end
 * @param endpoint where it is to listen
 */
public record Place(int generation, Path directory, Endpoint endpoint) {}
