package org.gateway4j.script;

import java.nio.file.Path;

/**
 * A document root.
 *
 * @param path the directory
 * @param octets its path as the application sees it, empty for that of the file system
 */
record Root(Path path, String octets) {}
