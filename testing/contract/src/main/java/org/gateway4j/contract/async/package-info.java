/**
 * What an {@link org.gateway4j.async.AsyncGateway} promises beyond the contract of {@link org.gateway4j.Gateway}, as tests. The
 * tests of such a gateway extend {@link org.gateway4j.contract.async.AsyncContract}.
 */
@NullMarked
package org.gateway4j.contract.async;

import org.jspecify.annotations.NullMarked;
