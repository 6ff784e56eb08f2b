/** The contract of protocols that serve one request on a connection and answer as CGI does: SCGI and uwsgi. */
@NullMarked
package org.gateway4j.contract.onerequest;

import org.jspecify.annotations.NullMarked;
