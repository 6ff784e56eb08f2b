/** File names, as octets of a protocol and as paths of the JDK. */
@NullMarked
package org.gateway4j.internal.files;

import org.jspecify.annotations.NullMarked;
