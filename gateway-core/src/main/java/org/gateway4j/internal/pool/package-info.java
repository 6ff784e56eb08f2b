/** The pool of connections, which knows no protocol. */
@NullMarked
package org.gateway4j.internal.pool;

import org.jspecify.annotations.NullMarked;
