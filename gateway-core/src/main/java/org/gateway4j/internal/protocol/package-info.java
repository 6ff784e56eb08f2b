/** What a protocol supplies: its state machine, the response head, and how an answer can fail. */
@NullMarked
package org.gateway4j.internal.protocol;

import org.jspecify.annotations.NullMarked;
