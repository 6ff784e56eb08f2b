/**
 * The contract of host adapters as tests. The tests of an adapter extend {@link org.gateway4j.contract.host.HostContract} and
 * say how its host is started. The clients write HTTP/1.1 by hand, on real sockets, and the applications FastCGI: no code
 * under test has a part in either.
 */
@NullMarked
package org.gateway4j.contract.host;

import org.jspecify.annotations.NullMarked;
