package org.gateway4j.contract.host;

import java.nio.file.Path;
import org.gateway4j.Endpoint;

/**
 * Two real applications that a host is to serve.
 *
 * @param php where PHP-FPM listens, to be mounted at {@code /php}
 * @param documentRoot the directory of its scripts, all of which end with {@code .php}
 * @param tomcat where the AJP connector of Tomcat listens, to be mounted at {@code /tomcat}
 * @param tomcatSecret the secret of that connector
 */
public record RealSetup(Endpoint php, Path documentRoot, Endpoint tomcat, String tomcatSecret) {}
