/** FastCGI 1.0 records as bytes. No sockets, threads, clocks or loggers here. */
@NullMarked
package org.gateway4j.fastcgi.internal.codec;

import org.jspecify.annotations.NullMarked;
