package org.gateway4j.examples.options;

/** The command line is wrong. The message names the option, its value, and what is allowed. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    public UsageException(String option, String value, String allowed) {
        super(option + " \"" + value + "\": " + allowed);
    }
}
