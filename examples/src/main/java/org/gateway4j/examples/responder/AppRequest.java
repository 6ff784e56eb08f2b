package org.gateway4j.examples.responder;

import java.io.InputStream;
import java.util.Map;

/**
 * A request as an application sees it.
 *
 * @param variables the CGI variables
 * @param body the body, to be read once
 */
public record AppRequest(Map<String, String> variables, InputStream body) {

    /** A variable, or an empty string if it is not set. */
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }
}
