/** Servers with a gateway inside, and the same servers with their own proxies, each in a process of its own. */
@NullMarked
package org.gateway4j.benchmarks.host;

import org.jspecify.annotations.NullMarked;
