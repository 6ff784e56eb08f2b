/** PHP-FPM as it is installed, started for a benchmark. */
@NullMarked
package org.gateway4j.benchmarks.php;

import org.jspecify.annotations.NullMarked;
