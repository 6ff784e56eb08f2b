/** The rules of the relays. Not exported. */
@NullMarked
package org.gateway4j.host.internal;

import org.jspecify.annotations.NullMarked;
