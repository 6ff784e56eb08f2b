/**
 * A {@link org.gateway4j.Gateway} whose callers wait, over an {@link org.gateway4j.async.AsyncGateway}: so that the contract can be
 * checked on event loops too, and as an example of how to use them.
 */
@NullMarked
package org.gateway4j.contract.facade;

import org.jspecify.annotations.NullMarked;
