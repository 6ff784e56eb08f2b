package org.gateway4j.cgi.internal;

/**
 * What a start gives.
 *
 * @param pid the process, which leads its session and process group
 * @param exit becomes readable when it exits
 * @param event becomes readable when a wait shall end
 * @param input where its input is written, or -1
 * @param output where its output is read
 * @param errors where its error output is read
 */
record Spawned(int pid, int exit, int event, int input, int output, int errors) {}
