/** Programs in Java that run in processes of their own, and both ends of what they say to each other. */
@NullMarked
package org.gateway4j.testkit.processes;

import org.jspecify.annotations.NullMarked;
