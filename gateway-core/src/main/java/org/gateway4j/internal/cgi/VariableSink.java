package org.gateway4j.internal.cgi;

/** Takes meta-variables one by one, as octet strings, each name once. */
public interface VariableSink {

    /** Takes a variable. */
    void put(String name, String value);
}
