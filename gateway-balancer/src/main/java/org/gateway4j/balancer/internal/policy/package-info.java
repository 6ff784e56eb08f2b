/** The policies of the library. They know members by what {@link org.gateway4j.balancer.Policy.Choice} says of them. */
@NullMarked
package org.gateway4j.balancer.internal.policy;

import org.jspecify.annotations.NullMarked;
