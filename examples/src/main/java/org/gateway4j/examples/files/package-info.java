/** Static files. */
@NullMarked
package org.gateway4j.examples.files;

import org.jspecify.annotations.NullMarked;
