/** The rules of an exchange, whatever drives it: accounting, failures, limits, who is told. */
@NullMarked
package org.gateway4j.internal.exchange;

import org.jspecify.annotations.NullMarked;
