/** A FastCGI or AJP13 application that costs as little as possible, in a process of its own. */
@NullMarked
package org.gateway4j.benchmarks.responder;

import org.jspecify.annotations.NullMarked;
