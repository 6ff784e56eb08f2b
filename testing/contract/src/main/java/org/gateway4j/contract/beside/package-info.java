/**
 * Comparisons with other servers: a host and the other one get the same bytes, before the same application, and the same comes of
 * them, but for differences that are listed in {@code docs/differences} with their reasons.
 */
@NullMarked
package org.gateway4j.contract.beside;

import org.jspecify.annotations.NullMarked;
