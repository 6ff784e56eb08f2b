/**
 * AJP13 from the web server's side: Tomcat, Undertow and every other servlet container with an AJP connector.
 *
 * <p>{@link org.gateway4j.ajp.AjpGateway} is the gateway.
 */
@NullMarked
package org.gateway4j.ajp;

import org.jspecify.annotations.NullMarked;
