package org.gateway4j.fastcgi.internal;

import java.util.Set;
import org.gateway4j.internal.cgi.VariableSink;

/** Leaves out the variables that an Authorizer does not get (FastCGI specification, section 6.3). */
record AuthorizerVariables(VariableSink sink) implements VariableSink {

    private static final Set<String> WITHHELD = Set.of("CONTENT_LENGTH", "PATH_INFO", "PATH_TRANSLATED", "SCRIPT_NAME");

    @Override
    public void put(String name, String value) {
        if (!WITHHELD.contains(name)) {
            sink.put(name, value);
        }
    }
}
