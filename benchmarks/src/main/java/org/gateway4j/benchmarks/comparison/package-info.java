/** Makes the table of targets with one command; see {@link org.gateway4j.benchmarks.comparison.Comparison}. */
@NullMarked
package org.gateway4j.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
