/** Request bodies on their way to an application. */
@NullMarked
package org.gateway4j.internal.body;

import org.jspecify.annotations.NullMarked;
