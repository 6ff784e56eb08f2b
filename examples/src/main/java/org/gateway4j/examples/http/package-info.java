/** The adapter between the JDK's HTTP server and the gateways. */
@NullMarked
package org.gateway4j.examples.http;

import org.jspecify.annotations.NullMarked;
