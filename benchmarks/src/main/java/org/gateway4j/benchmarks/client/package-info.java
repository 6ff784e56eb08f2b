/** The ways to have a request answered that are compared, each behind {@link org.gateway4j.benchmarks.client.Client}. */
@NullMarked
package org.gateway4j.benchmarks.client;

import org.jspecify.annotations.NullMarked;
