/**
 * The driver for event loops. It moves the bytes of exchanges on the loop of the host's connection, and blocks no
 * thread.
 */
@NullMarked
package org.gateway4j.internal.eventloop;

import org.jspecify.annotations.NullMarked;
