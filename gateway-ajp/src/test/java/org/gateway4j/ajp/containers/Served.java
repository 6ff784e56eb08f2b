package org.gateway4j.ajp.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** A request in a container, whichever that is. */
interface Served {

    String method();

    /** Path without the query, as it came. */
    String path();

    /** The query, or null. */
    String query();

    /** What the container says of the request. */
    Map<String, String> facts();

    InputStream input() throws IOException;

    OutputStream output() throws IOException;

    /** A parameter of the query or of a form in the body. */
    String parameter(String name);

    void status(int status);

    void header(String name, String value);
}
