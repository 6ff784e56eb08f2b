/** The encoding of SCGI: bytes only. */
@NullMarked
package org.gateway4j.scgi.internal.codec;

import org.jspecify.annotations.NullMarked;
