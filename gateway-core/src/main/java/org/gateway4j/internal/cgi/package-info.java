/** The rules of RFC 3875 for requests and responses, for all protocols that carry its variables. */
@NullMarked
package org.gateway4j.internal.cgi;

import org.jspecify.annotations.NullMarked;
