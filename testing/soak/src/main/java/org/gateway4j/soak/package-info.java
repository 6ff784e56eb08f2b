/** Mixed load at the pool's cap for as long as one likes, with applications that fail at random. */
@NullMarked
package org.gateway4j.soak;

import org.jspecify.annotations.NullMarked;
