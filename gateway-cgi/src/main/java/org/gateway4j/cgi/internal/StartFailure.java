package org.gateway4j.cgi.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.jspecify.annotations.Nullable;

/** Finds out why a process did not start. The JDK gives the number of the system's error as part of a message. */
final class StartFailure {

    private static final Pattern NUMBER = Pattern.compile("error[=:] ?([0-9]+)");

    private static final int NO_SUCH_FILE = 2;
    private static final int TOO_BIG = 7;
    private static final int TRY_AGAIN = 11;
    private static final int NO_MEMORY = 12;
    private static final int NO_PERMISSION = 13;
    private static final int TOO_MANY_FILES_IN_ALL = 23;
    private static final int TOO_MANY_FILES = 24;

    private StartFailure() {}

    static ConnectException of(@Nullable Throwable cause, String program) {
        if (cause instanceof OutOfMemoryError) {
            return new ConnectException(Kind.EXHAUSTED, "the machine has no room for its threads: " + cause, cause);
        }
        String message = cause == null ? "" : String.valueOf(cause.getMessage());
        Matcher matcher = NUMBER.matcher(message);
        int number = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        return switch (number) {
            case TRY_AGAIN, NO_MEMORY, TOO_MANY_FILES, TOO_MANY_FILES_IN_ALL ->
                new ConnectException(Kind.EXHAUSTED, "the machine has no room for it: " + message, cause);
            case NO_SUCH_FILE -> failed(program + " or the interpreter in its #! line is missing", message, cause);
            case NO_PERMISSION -> failed(program + " or its interpreter may not be executed", message, cause);
            case TOO_BIG -> failed("its arguments and environment are too large", message, cause);
            default -> new ConnectException(Kind.FAILED, message, cause);
        };
    }

    private static ConnectException failed(String explanation, String message, @Nullable Throwable cause) {
        return new ConnectException(Kind.FAILED, explanation + " (" + message + ")", cause);
    }
}
