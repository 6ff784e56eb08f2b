/**
 * A client of the uwsgi protocol, which uWSGI speaks: for applications in Python (WSGI) and the other languages of
 * uWSGI's plugins.
 *
 * <p>{@link org.gateway4j.uwsgi.UwsgiGateway} is the gateway.
 */
@NullMarked
package org.gateway4j.uwsgi;

import org.jspecify.annotations.NullMarked;
