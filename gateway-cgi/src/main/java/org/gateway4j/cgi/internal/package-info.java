/** Processes, their pipes, and the protocol on the pipes. */
@NullMarked
package org.gateway4j.cgi.internal;

import org.jspecify.annotations.NullMarked;
