/** What can be mounted, one class for each protocol. */
@NullMarked
package org.gateway4j.examples.mounts;

import org.jspecify.annotations.NullMarked;
