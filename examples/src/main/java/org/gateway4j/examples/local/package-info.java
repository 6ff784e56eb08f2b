/** What the host answers without any application. */
@NullMarked
package org.gateway4j.examples.local;

import org.jspecify.annotations.NullMarked;
