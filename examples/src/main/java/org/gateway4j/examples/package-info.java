/** A runnable host server on Jetty, with an embedded demo. */
@NullMarked
package org.gateway4j.examples;

import org.jspecify.annotations.NullMarked;
