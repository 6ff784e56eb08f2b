/** Checks of the projects below {@code examples/hosts}: each is run as its README says, in front of a real application. */
@NullMarked
package org.gateway4j.contract.example;

import org.jspecify.annotations.NullMarked;
