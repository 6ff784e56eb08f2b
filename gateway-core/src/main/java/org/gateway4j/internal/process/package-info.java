/** Process trees: signals to a process and to the processes that it has started. */
@NullMarked
package org.gateway4j.internal.process;

import org.jspecify.annotations.NullMarked;
