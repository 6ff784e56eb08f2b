/**
 * Gateways in a Spring Boot application. Properties below {@code gateway4j} describe them, and beans of the types in this package
 * change what properties cannot say.
 *
 * <p>The package is named after the host, as those of all adapters are: {@code org.gateway4j.host.servlet} serves any servlet
 * container, this one serves Spring Boot on top of it.
 */
@NullMarked
package org.gateway4j.host.spring;

import org.jspecify.annotations.NullMarked;
