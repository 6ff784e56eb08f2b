/** What the command line says. */
@NullMarked
package org.gateway4j.examples.options;

import org.jspecify.annotations.NullMarked;
