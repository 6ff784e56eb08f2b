/** Gateways on the I/O threads of Undertow. */
@NullMarked
package org.gateway4j.host.undertow;

import org.jspecify.annotations.NullMarked;
