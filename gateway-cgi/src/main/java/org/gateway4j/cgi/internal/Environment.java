package org.gateway4j.cgi.internal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.cgi.CgiScript;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.cgi.ScriptVariables;
import org.gateway4j.internal.files.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * Makes the environment of a script from the configured variables and the meta-variables of the request, which replace
 * them.
 */
public final class Environment {

    /** The longest string that Linux accepts (MAX_ARG_STRLEN), without its NUL. */
    private static final int LONGEST_VARIABLE = 128 * 1024 - 1;

    private final CgiSettings settings;
    private final Limits limits;
    private final NativeText text;
    private final FileNames fileNames;

    /** An environment for processes of this JVM. */
    public Environment(CgiSettings settings, Limits limits, NativeText text) {
        this(settings, limits, text, FileNames.ofThisJvm());
    }

    Environment(CgiSettings settings, Limits limits, NativeText text, FileNames fileNames) {
        this.settings = settings;
        this.limits = limits;
        this.text = text;
        this.fileNames = fileNames;
    }

    /**
     * The variables of one script.
     *
     * @throws RequestRejectedException if a variable or all of them together are too long, or if a variable cannot be
     *     passed on this platform
     */
    Map<String, String> of(CgiCall call, long contentLength) throws RequestRejectedException {
        Map<String, String> variables = new LinkedHashMap<>(settings.environment());
        Collector collector = new Collector(variables);
        new MetaVariables(settings.serverSoftware(), settings.authorization())
                .write(call.request(), scriptVariables(call.script()), contentLength, collector::put);
        RequestRejectedException refusal = collector.refusal;
        if (refusal != null) {
            throw refusal;
        }
        checkLength(call.request(), collector.octets);
        return variables;
    }

    /**
     * Returns the call if a process can be started for it. The check makes the variables once more than needed, which
     * costs little beside a process.
     */
    public CgiCall requireSendable(CgiCall call) throws RequestRejectedException {
        long length = call.request().body().length();
        of(call, length < 0 ? Long.MAX_VALUE : length);
        return call;
    }

    private ScriptVariables scriptVariables(CgiScript script) throws RequestRejectedException {
        Path root = script.documentRoot();
        String rootOctets = root == null ? null : octets(root);
        String translated = rootOctets == null || script.pathInfo().isEmpty() ? null : rootOctets + script.pathInfo();
        return new ScriptVariables(
                script.scriptName(), script.pathInfo(), octets(script.file()), rootOctets, translated);
    }

    /** The octets of a path in the file system, so that the script can find the file. */
    private String octets(Path path) throws RequestRejectedException {
        try {
            return fileNames.octets(path);
        } catch (IllegalArgumentException e) {
            throw new RequestRejectedException(
                    Reason.FORBIDDEN,
                    "name of the script's file, or of its document root, is no text in " + fileNames.encoding()
                            + ", the encoding of file names in this JVM");
        }
    }

    private void checkLength(GatewayRequest request, long octets) throws RequestRejectedException {
        if (octets > limits.requestHead()) {
            throw new RequestRejectedException(
                    Reason.HEADERS_TOO_LARGE,
                    "environment of " + request.headers().size() + " header fields has " + octets
                            + " bytes; limits.requestHead is " + limits.requestHead());
        }
    }

    /**
     * Whether a script may run without a variable that cannot be passed. It may run without a header field, unless the
     * field is a condition such as {@code HTTP_IF_MATCH}: without the condition, the script would do what the client
     * asked it not to do. All other variables say what is requested, by whom and in what form.
     */
    private static boolean isDispensable(String name) {
        return name.startsWith("HTTP_") && !name.startsWith("HTTP_IF");
    }

    /** Collects variables. The first variable that must be passed but cannot be refuses the request. */
    private final class Collector {

        private final Map<String, String> variables;
        private @Nullable RequestRejectedException refusal;
        private long octets;

        Collector(Map<String, String> variables) {
            this.variables = variables;
        }

        void put(String name, String value) {
            int length = name.length() + value.length() + 2;
            octets += length;
            String passed = text.of(value);
            if (value.indexOf('\0') >= 0) {
                refuse(Reason.BAD_REQUEST, "variable " + name + " holds a NUL, where a process takes its value to end");
            } else if (length > LONGEST_VARIABLE) {
                refuse(
                        Reason.HEADERS_TOO_LARGE,
                        "variable " + name + " has " + length + " bytes; a process takes at most " + LONGEST_VARIABLE);
            } else if (passed == null && isDispensable(name)) {
                octets -= length;
            } else if (passed == null) {
                refuse(
                        Reason.BAD_REQUEST,
                        "variable " + name + " holds bytes that are no text in the encoding of this JVM's environment, "
                                + text.charset());
            } else {
                variables.put(name, passed);
            }
        }

        private void refuse(Reason reason, String message) {
            if (refusal == null) {
                refusal = new RequestRejectedException(reason, message);
            }
        }
    }
}
