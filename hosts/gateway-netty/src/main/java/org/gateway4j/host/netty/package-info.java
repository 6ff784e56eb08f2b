/** Gateways on the event loops of Netty. */
@NullMarked
package org.gateway4j.host.netty;

import org.jspecify.annotations.NullMarked;
