/** What tests need that knows nothing of gateways: waiting, contents, pieces of input, what is left over. */
@NullMarked
package org.gateway4j.testkit;

import org.jspecify.annotations.NullMarked;
