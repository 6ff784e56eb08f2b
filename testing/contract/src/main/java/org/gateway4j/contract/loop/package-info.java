/** What every {@link org.gateway4j.async.EventLoop} must do, as tests for those who lend one to a gateway. */
@NullMarked
package org.gateway4j.contract.loop;

import org.jspecify.annotations.NullMarked;
