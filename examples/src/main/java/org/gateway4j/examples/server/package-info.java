/** The HTTP server, which is Jetty. */
@NullMarked
package org.gateway4j.examples.server;

import org.jspecify.annotations.NullMarked;
