/**
 * Maps the path of a request to the script that answers it, for every protocol that carries the variables of RFC 3875.
 *
 * <p>A {@link org.gateway4j.script.ScriptMapper} is the interface. {@link org.gateway4j.script.DocumentRoot} is the
 * mapper that most hosts need.
 */
@NullMarked
package org.gateway4j.script;

import org.jspecify.annotations.NullMarked;
