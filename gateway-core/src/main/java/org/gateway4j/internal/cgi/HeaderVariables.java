package org.gateway4j.internal.cgi;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gateway4j.Headers;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.cgi.HeaderVariable.Treatment;

/**
 * Makes {@code HTTP_*} variables from request header fields (RFC 3875 section 4.1.18).
 *
 * <p>A field is dropped if its name has anything but letters, digits and hyphens: an underscore or a dot would let a
 * client name the variable of another field. If the request also has the field that such a name looks like, the request
 * is refused.
 *
 * <p>Not safe for use by several threads.
 */
final class HeaderVariables {

    /** With more fields, comparing each field with each other would take too long. */
    private static final int FEW = 128;

    private final boolean authorization;

    /** The variable of each header field of the current request. */
    private HeaderVariable[] variables = new HeaderVariable[32];

    HeaderVariables(boolean authorization) {
        this.authorization = authorization;
    }

    void write(Headers headers, Map<String, String> own, VariableSink sink) throws RequestRejectedException {
        if (headers.size() > FEW) {
            writeMany(headers, own, sink);
            return;
        }
        long repeated = lookUp(headers);
        for (int i = 0; i < headers.size(); i++) {
            HeaderVariable variable = variables[i];
            if (variable.treatment() == Treatment.AMBIGUOUS) {
                refuseIfItCollides(headers, variable);
            } else if (isPassed(variable) && !isOwn(own, variable)) {
                put(headers, i, (repeated & variable.bit()) != 0, sink);
            }
        }
    }

    /** Writes the same variables in time and memory that grow linearly with the number of fields. */
    private void writeMany(Headers headers, Map<String, String> own, VariableSink sink)
            throws RequestRejectedException {
        Map<String, HeaderVariable> plain = new HashMap<>();
        Map<String, StringBuilder> values = new LinkedHashMap<>();
        for (int i = 0; i < headers.size(); i++) {
            HeaderVariable variable = HeaderVariable.of(headers.name(i));
            if (variable.treatment() != Treatment.AMBIGUOUS) {
                plain.putIfAbsent(variable.variable(), variable);
            }
            if (isPassed(variable) && !isOwn(own, variable)) {
                StringBuilder before = values.get(variable.variable());
                if (before == null) {
                    values.put(variable.variable(), new StringBuilder(headers.value(i)));
                } else {
                    before.append(separator(variable)).append(headers.value(i));
                }
            }
        }
        for (int i = 0; i < headers.size(); i++) {
            HeaderVariable variable = HeaderVariable.of(headers.name(i));
            HeaderVariable other = variable.treatment() == Treatment.AMBIGUOUS ? plain.get(variable.variable()) : null;
            if (other != null) {
                throw collision(variable, other);
            }
        }
        values.forEach((name, value) -> sink.put(name, value.toString()));
    }

    private static String separator(HeaderVariable variable) {
        return variable.variable().equals("HTTP_COOKIE") ? "; " : ", ";
    }

    private void put(Headers headers, int index, boolean mayRepeat, VariableSink sink) {
        String variable = variables[index].variable();
        if (!mayRepeat) {
            sink.put(variable, headers.value(index));
        } else if (isFirst(index)) {
            sink.put(variable, merge(headers, index));
        }
    }

    /** Looks up all variables. Returns the bits of the fields that occur several times, and of few others. */
    private long lookUp(Headers headers) {
        if (variables.length < headers.size()) {
            variables = new HeaderVariable[2 * headers.size()];
        }
        long once = 0;
        long repeated = 0;
        for (int i = 0; i < headers.size(); i++) {
            HeaderVariable variable = HeaderVariable.of(headers.name(i));
            variables[i] = variable;
            if ((once & variable.bit()) != 0 && !isFirst(i)) {
                repeated |= variable.bit();
            }
            once |= variable.bit();
        }
        return repeated;
    }

    private boolean isPassed(HeaderVariable variable) {
        return variable.treatment() == Treatment.PASSED
                && (authorization || !variable.variable().equals("HTTP_AUTHORIZATION"));
    }

    private static boolean isOwn(Map<String, String> own, HeaderVariable variable) {
        return !own.isEmpty() && own.containsKey(variable.variable());
    }

    private void refuseIfItCollides(Headers headers, HeaderVariable ambiguous) throws RequestRejectedException {
        for (int i = 0; i < headers.size(); i++) {
            HeaderVariable other = variables[i];
            if (other.treatment() != Treatment.AMBIGUOUS && other.variable().equals(ambiguous.variable())) {
                throw collision(ambiguous, other);
            }
        }
    }

    private static RequestRejectedException collision(HeaderVariable ambiguous, HeaderVariable other) {
        return new RequestRejectedException(
                Reason.BAD_REQUEST,
                "headers " + ambiguous.header() + " and " + other.header() + " would both be the variable "
                        + ambiguous.variable());
    }

    private boolean isFirst(int index) {
        for (int i = 0; i < index; i++) {
            if (isSame(i, index)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(int index, int other) {
        HeaderVariable one = variables[index];
        HeaderVariable two = variables[other];
        return one.bit() == two.bit()
                && one.treatment() == Treatment.PASSED
                && one.variable().equals(two.variable());
    }

    private String merge(Headers headers, int index) {
        String separator = separator(variables[index]);
        StringBuilder all = new StringBuilder(headers.value(index));
        for (int i = index + 1; i < headers.size(); i++) {
            if (isSame(i, index)) {
                all.append(separator).append(headers.value(i));
            }
        }
        return all.toString();
    }
}
