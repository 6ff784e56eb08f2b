/** What the host serves without any mount: a front page, and PHP or what stands in for it. */
@NullMarked
package org.gateway4j.examples.demo;

import org.jspecify.annotations.NullMarked;
