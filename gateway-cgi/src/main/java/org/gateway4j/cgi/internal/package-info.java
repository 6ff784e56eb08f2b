/** Processes, their pipes, and what is said on them. */
@NullMarked
package org.gateway4j.cgi.internal;

import org.jspecify.annotations.NullMarked;
