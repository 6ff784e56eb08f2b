/** Processes from their start to their end: the rules, and what they need of the system. */
@NullMarked
package org.gateway4j.supervisor.internal;

import org.jspecify.annotations.NullMarked;
