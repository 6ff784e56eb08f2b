package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.cgi.CgiScript;
import org.gateway4j.cgi.ExitPolicy;
import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.internal.files.FileNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of variables that cannot be handed over. */
class EnvironmentTest {

    private static Map<String, String> variables(GatewayRequest.Builder request, String pathInfo, String charset)
            throws RequestRejectedException {
        return variables(request, pathInfo, charset, "test");
    }

    private static Map<String, String> variables(
            GatewayRequest.Builder request, String pathInfo, String charset, String software)
            throws RequestRejectedException {
        CgiScript script = new CgiScript("/x", pathInfo, Path.of("/cgi/x"), List.of(), null);
        return variables(request, script, charset, software);
    }

    private static Map<String, String> variables(
            GatewayRequest.Builder request, CgiScript script, String charset, String software)
            throws RequestRejectedException {
        CgiSettings settings = new CgiSettings(
                ProcessConfig.defaults(), Map.of(), null, true, false, software, ExitPolicy.ANY_BUT_SIGNALS);
        Environment environment = new Environment(
                settings,
                Limits.defaults(),
                new NativeText(Charset.forName(charset)),
                new FileNames(Charset.forName(charset)));
        return environment.of(new CgiCall(request.build(), script), 0);
    }

    /** A name that is encoded otherwise is that of another file. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void filesAreNamedAsTheFileSystemHasThem(String charset) throws Exception {
        CgiScript script = new CgiScript("/x", "/a", Path.of("/cgi/\u00e9"), List.of(), Path.of("/root \u00e9"));
        Map<String, String> variables = variables(GatewayRequest.get("/x"), script, charset, "test");
        assertEquals("/cgi/\u00e9", variables.get("SCRIPT_FILENAME"));
        assertEquals("/root \u00e9", variables.get("DOCUMENT_ROOT"));
        assertEquals("/root \u00e9/a", variables.get("PATH_TRANSLATED"));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, Cookie, HTTP_COOKIE, \u00e9",
        "US-ASCII, Referer, HTTP_REFERER, \u00c3\u00a9",
        "US-ASCII, Authorization, HTTP_AUTHORIZATION, \u00c3\u00a9"
    })
    void headerThatCannotBeHandedOverIsLeftOut(String charset, String header, String variable, String value)
            throws Exception {
        Map<String, String> variables =
                variables(GatewayRequest.get("/x").header(header, value).header("X-Other", "kept"), "", charset);
        assertFalse(variables.containsKey(variable));
        assertEquals("kept", variables.get("HTTP_X_OTHER"));
    }

    /** Without it the script would overwrite what it was asked to leave alone. */
    @ParameterizedTest
    @ValueSource(strings = {"If-Match", "If-None-Match", "If-Unmodified-Since", "If"})
    void conditionThatCannotBeHandedOverRefusesTheRequest(String header) {
        assertRefused("variable HTTP_IF", GatewayRequest.get("/x").header(header, "\"\u00e9\""), "");
    }

    @Test
    void whatSaysWhatIsRequestedRefusesTheRequest() {
        assertRefused("variable PATH_INFO", GatewayRequest.get("/x"), "/\u00e9");
        assertRefused("variable QUERY_STRING", GatewayRequest.get("/x?\u00e9"), "");
        assertRefused("variable CONTENT_TYPE", GatewayRequest.get("/x").header("Content-Type", "a/b; c=\u00e9"), "");
    }

    /** A process would take it for the end, and the JDK fails. */
    @Test
    void nulRefusesTheRequestAndItsVariableIsNamed() {
        RequestRejectedException refusal = assertThrows(
                RequestRejectedException.class, () -> variables(GatewayRequest.get("/x"), "", "UTF-8", "a\0b"));
        assertEquals(RequestRejectedException.Reason.BAD_REQUEST, refusal.reason());
        assertTrue(refusal.getMessage().contains("variable SERVER_SOFTWARE holds a NUL"), refusal.getMessage());
    }

    private static void assertRefused(String message, GatewayRequest.Builder request, String pathInfo) {
        RequestRejectedException refusal =
                assertThrows(RequestRejectedException.class, () -> variables(request, pathInfo, "UTF-8"));
        assertEquals(RequestRejectedException.Reason.BAD_REQUEST, refusal.reason());
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }
}
