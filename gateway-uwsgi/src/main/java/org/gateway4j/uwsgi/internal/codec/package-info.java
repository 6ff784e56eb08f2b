/** The encoding of uwsgi: bytes only. */
@NullMarked
package org.gateway4j.uwsgi.internal.codec;

import org.jspecify.annotations.NullMarked;
