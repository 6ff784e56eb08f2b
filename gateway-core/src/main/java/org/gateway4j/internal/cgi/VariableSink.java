package org.gateway4j.internal.cgi;

/** Takes meta-variables one by one, as octet strings, each name once. */
public interface VariableSink {

    /** Takes a variable under its own name. */
    void put(String name, String value);

    /** Takes a header as {@code HTTP_} and its name in upper case with underscores for hyphens. */
    void putHeader(String headerName, String value);
}
