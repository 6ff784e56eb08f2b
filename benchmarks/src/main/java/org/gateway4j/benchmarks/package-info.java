/** What the library costs, measured. */
@NullMarked
package org.gateway4j.benchmarks;

import org.jspecify.annotations.NullMarked;
