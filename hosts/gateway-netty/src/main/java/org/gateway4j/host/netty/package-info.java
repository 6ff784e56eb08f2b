/** Gateways behind Netty's HTTP codecs, and on its event loops. */
@NullMarked
package org.gateway4j.host.netty;

import org.jspecify.annotations.NullMarked;
