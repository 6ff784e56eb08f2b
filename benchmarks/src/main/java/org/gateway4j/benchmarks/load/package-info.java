/** A small HTTP load on a whole server, from a process of its own. */
@NullMarked
package org.gateway4j.benchmarks.load;

import org.jspecify.annotations.NullMarked;
