/** Octets, header fields and what else all protocols share of HTTP (RFC 9110). */
@NullMarked
package org.gateway4j.internal.http;

import org.jspecify.annotations.NullMarked;
