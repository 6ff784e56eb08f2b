/**
 * A client of AJP13: for Tomcat, Undertow and every other servlet container with an AJP connector.
 *
 * <p>{@link org.gateway4j.ajp.AjpGateway} is the gateway.
 */
@NullMarked
package org.gateway4j.ajp;

import org.jspecify.annotations.NullMarked;
