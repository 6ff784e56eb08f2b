/** A Tomcat in this process, reached by AJP alone. */
@NullMarked
package org.gateway4j.examples.tomcat;

import org.jspecify.annotations.NullMarked;
