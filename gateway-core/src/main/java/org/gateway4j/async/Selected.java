package org.gateway4j.async;

/** What a selector watches for a {@link SelectorLoop}. Only the loop calls it. */
interface Selected {

    /** The selector has found something. */
    void ready();

    /** The loop ends. */
    void end();
}
