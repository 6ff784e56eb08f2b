/** The uwsgi exchange. */
@NullMarked
package org.gateway4j.uwsgi.internal;

import org.jspecify.annotations.NullMarked;
