/** What RFC 3875 says of requests and responses, for all protocols that carry it. */
@NullMarked
package org.gateway4j.internal.cgi;

import org.jspecify.annotations.NullMarked;
