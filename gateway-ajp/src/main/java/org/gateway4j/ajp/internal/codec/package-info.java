/** The bytes of AJP13: no sockets, threads, clocks or loggers. */
@NullMarked
package org.gateway4j.ajp.internal.codec;

import org.jspecify.annotations.NullMarked;
