/**
 * What tests of this project's own protocols share: of the state machines that the drivers run, which are internal to the
 * library. Who implements {@link org.gateway4j.Gateway} elsewhere has no use for it.
 */
@NullMarked
package org.gateway4j.contract.protocol;

import org.jspecify.annotations.NullMarked;
