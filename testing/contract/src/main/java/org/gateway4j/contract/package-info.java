/**
 * The contract of {@link org.gateway4j.Gateway} as tests, and the applications that they run against. The tests of a
 * gateway extend {@link org.gateway4j.contract.GatewayContract}, those of one that connects to a socket
 * {@link org.gateway4j.contract.SocketContract}, and bring an application that speaks its protocol.
 */
@NullMarked
package org.gateway4j.contract;

import org.jspecify.annotations.NullMarked;
