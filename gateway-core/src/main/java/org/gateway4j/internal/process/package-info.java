/** Processes and what they have started: signals, and the end of a whole tree. */
@NullMarked
package org.gateway4j.internal.process;

import org.jspecify.annotations.NullMarked;
