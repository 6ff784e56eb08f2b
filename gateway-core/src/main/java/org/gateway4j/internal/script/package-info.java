/** Requests to scripts, for the protocols that send variables. */
@NullMarked
package org.gateway4j.internal.script;

import org.jspecify.annotations.NullMarked;
