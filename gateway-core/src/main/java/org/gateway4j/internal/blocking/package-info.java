/** The driver that runs an exchange on the thread of its caller, and what it drives. */
@NullMarked
package org.gateway4j.internal.blocking;

import org.jspecify.annotations.NullMarked;
