/** What measures and drives: processor time and a small HTTP load. */
@NullMarked
package org.gateway4j.benchmarks.load;

import org.jspecify.annotations.NullMarked;
