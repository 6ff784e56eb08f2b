package org.gateway4j.examples.mounts;

import java.util.List;
import org.gateway4j.Gateway;

/**
 * What is mounted on a path.
 *
 * @param gateway the way to it
 * @param indexes the names of files, one of which a path that ends with a slash may mean
 */
record Application(Gateway gateway, List<String> indexes) {

    static Application of(Gateway gateway) {
        return new Application(gateway, List.of());
    }
}
