/** The real applications that tests run against, each with a configuration and files of the test's own. */
@NullMarked
package org.gateway4j.testkit.backends;

import org.jspecify.annotations.NullMarked;
