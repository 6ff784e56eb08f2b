/** Gateways behind Undertow, and on its I/O threads. */
@NullMarked
package org.gateway4j.host.undertow;

import org.jspecify.annotations.NullMarked;
