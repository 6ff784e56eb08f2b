/** Conformance pages: a catalogue says what is required, annotations say which tests show it, and a page is made of both. */
@NullMarked
package org.gateway4j.testkit.conformance;

import org.jspecify.annotations.NullMarked;
