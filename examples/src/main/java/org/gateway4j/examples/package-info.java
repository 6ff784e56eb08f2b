/** A runnable host server on the JDK's HTTP server, with an embedded demo. */
@NullMarked
package org.gateway4j.examples;

import org.jspecify.annotations.NullMarked;
