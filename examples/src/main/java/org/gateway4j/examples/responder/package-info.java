/** The other side of FastCGI: a small server for applications written in Java. */
@NullMarked
package org.gateway4j.examples.responder;

import org.jspecify.annotations.NullMarked;
