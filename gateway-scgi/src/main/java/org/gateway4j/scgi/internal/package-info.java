/** The SCGI exchange. */
@NullMarked
package org.gateway4j.scgi.internal;

import org.jspecify.annotations.NullMarked;
