package org.gateway4j.supervisor.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Divides the output of a process into lines of text. The rest of a long line is left out. Control characters become spaces, so
 * that no output can begin a line of the log or control a terminal (CWE-117).
 */
final class OutputLines {

    /** In bytes. */
    static final int LONGEST_LINE = 8 * 1024;

    private static final int PIECE = 4 * 1024;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> to;
    private boolean cut;

    OutputLines(Consumer<String> to) {
        this.to = to;
    }

    /** Reads to the end, as fast as it comes. */
    void readAll(InputStream from) {
        byte[] piece = new byte[PIECE];
        try {
            for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
                for (int i = 0; i < count; i++) {
                    accept(piece[i]);
                }
            }
        } catch (IOException e) {
            // The JDK closes the pipe when the process has ended.
        }
        end();
    }

    private void accept(byte octet) {
        if (octet == '\n') {
            end();
        } else if (line.size() < LONGEST_LINE) {
            line.write(octet);
        } else {
            cut = true;
        }
    }

    private void end() {
        if (line.size() > 0) {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            to.accept(printable(text.strip()) + (cut ? "…" : ""));
        }
        cut = false;
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
