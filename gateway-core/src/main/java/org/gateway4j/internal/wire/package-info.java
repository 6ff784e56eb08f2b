/** Sockets to applications, and the deadlines on them. */
@NullMarked
package org.gateway4j.internal.wire;

import org.jspecify.annotations.NullMarked;
