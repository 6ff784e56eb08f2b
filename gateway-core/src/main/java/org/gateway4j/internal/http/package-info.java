/** Octets, header fields and other parts of HTTP (RFC 9110) that all protocols share. */
@NullMarked
package org.gateway4j.internal.http;

import org.jspecify.annotations.NullMarked;
