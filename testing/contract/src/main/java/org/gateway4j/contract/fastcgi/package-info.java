/** A FastCGI application for tests. It reads and writes records by hand: no code under test has a part in it. */
@NullMarked
package org.gateway4j.contract.fastcgi;

import org.jspecify.annotations.NullMarked;
