/** The state of a fleet, its rules and its policies, and the two dispatches over them. */
@NullMarked
package org.gateway4j.balancer.internal;

import org.jspecify.annotations.NullMarked;
