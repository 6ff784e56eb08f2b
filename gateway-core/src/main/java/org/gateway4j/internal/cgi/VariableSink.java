package org.gateway4j.internal.cgi;

/** Takes meta-variables one by one. Names and values are octet strings, and each name comes once. */
public interface VariableSink {

    /** Takes a variable. */
    void put(String name, String value);
}
