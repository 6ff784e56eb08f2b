/** The FastCGI exchange. */
@NullMarked
package org.gateway4j.fastcgi.internal;

import org.jspecify.annotations.NullMarked;
