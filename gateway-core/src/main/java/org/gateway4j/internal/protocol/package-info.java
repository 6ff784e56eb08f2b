/** The interface that a protocol implements: its state machine, the response head, and the failures of an answer. */
@NullMarked
package org.gateway4j.internal.protocol;

import org.jspecify.annotations.NullMarked;
