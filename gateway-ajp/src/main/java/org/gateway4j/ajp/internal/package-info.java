/** The AJP13 exchange. */
@NullMarked
package org.gateway4j.ajp.internal;

import org.jspecify.annotations.NullMarked;
