/** One request and its response over a pooled connection: the driver, and the state machine that a protocol supplies. */
@NullMarked
package org.gateway4j.internal.exchange;

import org.jspecify.annotations.NullMarked;
