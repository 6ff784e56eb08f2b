package org.gateway4j.internal.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole table of variables: RFC 3875 section 4.1 and what every PHP server adds. */
class MetaVariablesTest {

    private static final ScriptVariables SCRIPT =
            new ScriptVariables("/index.php", "/path/info", "/srv/www/index.php", "/srv/www");
    private static final ScriptVariables PLAIN_SCRIPT =
            new ScriptVariables("/index.php", "", "/srv/www/index.php", null);

    private static Map<String, String> write(GatewayRequest request, ScriptVariables script, long length)
            throws RequestRejectedException {
        RecordedVariables recorded = new RecordedVariables();
        new MetaVariables("gateway4j/1", true).write(request, script, length, recorded);
        return recorded.variables();
    }

    private static Map<String, String> write(GatewayRequest.Builder request) throws RequestRejectedException {
        return write(request.build(), SCRIPT, 0);
    }

    @Test
    void aFullRequest() throws RequestRejectedException {
        GatewayRequest request = GatewayRequest.builder("POST", "/index.php/path/info?a=b%20c")
                .protocol("HTTP/2.0")
                .scheme("https")
                .server("shop.example", 8443)
                .remoteAddress(new InetSocketAddress("192.0.2.1", 1234))
                .localAddress(new InetSocketAddress("192.0.2.7", 443))
                .user(new AuthenticatedUser("ada", "Basic"))
                .header("Host", "example.com:8443")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Content-Length", "15")
                .header("Accept", "*/*")
                .variable("APP_ENV", "test")
                .build();

        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("GATEWAY_INTERFACE", "CGI/1.1");
        expected.put("REQUEST_METHOD", "POST");
        expected.put("SCRIPT_FILENAME", "/srv/www/index.php");
        expected.put("SCRIPT_NAME", "/index.php");
        expected.put("PATH_INFO", "/path/info");
        expected.put("QUERY_STRING", "a=b%20c");
        expected.put("REQUEST_URI", "/index.php/path/info?a=b%20c");
        expected.put("DOCUMENT_URI", "/index.php/path/info");
        expected.put("DOCUMENT_ROOT", "/srv/www");
        expected.put("SERVER_SOFTWARE", "gateway4j/1");
        expected.put("SERVER_PROTOCOL", "HTTP/2.0");
        expected.put("SERVER_NAME", "shop.example");
        expected.put("SERVER_PORT", "8443");
        expected.put("SERVER_ADDR", "192.0.2.7");
        expected.put("REQUEST_SCHEME", "https");
        expected.put("HTTPS", "on");
        expected.put("REDIRECT_STATUS", "200");
        expected.put("REMOTE_ADDR", "192.0.2.1");
        expected.put("REMOTE_HOST", "192.0.2.1");
        expected.put("REMOTE_PORT", "1234");
        expected.put("AUTH_TYPE", "Basic");
        expected.put("REMOTE_USER", "ada");
        expected.put("CONTENT_TYPE", "application/x-www-form-urlencoded");
        expected.put("CONTENT_LENGTH", "15");
        expected.put("HTTP_HOST", "example.com:8443");
        expected.put("HTTP_ACCEPT", "*/*");
        expected.put("APP_ENV", "test");
        assertEquals(expected, write(request, SCRIPT, 15));
    }

    /** What RFC 3875 demands always is there, and nothing that would say what is not known. */
    @Test
    void aBareRequest() throws RequestRejectedException {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("GATEWAY_INTERFACE", "CGI/1.1");
        expected.put("REQUEST_METHOD", "GET");
        expected.put("SCRIPT_FILENAME", "/srv/www/index.php");
        expected.put("SCRIPT_NAME", "/index.php");
        expected.put("QUERY_STRING", "");
        expected.put("REQUEST_URI", "/");
        expected.put("DOCUMENT_URI", "/index.php");
        expected.put("SERVER_SOFTWARE", "gateway4j/1");
        expected.put("SERVER_PROTOCOL", "HTTP/1.1");
        expected.put("SERVER_NAME", "localhost");
        expected.put("SERVER_PORT", "80");
        expected.put("REQUEST_SCHEME", "http");
        expected.put("REDIRECT_STATUS", "200");
        expected.put("REMOTE_ADDR", "");
        expected.put("REMOTE_HOST", "");
        assertEquals(expected, write(GatewayRequest.get("/").build(), PLAIN_SCRIPT, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "/a?b=c,             /a?b=c,   b=c",
        "/a?,                /a?,      ''",
        "/a%20b/../c?%41,    /a%20b/../c?%41, %41",
        "http://h/a?b,       /a?b,     b",
        "http://h:80/a,      /a,       ''",
        "http://h/a?,        /a?,      ''",
        "http://h?b,         /?b,      b",
        "HTTPS://h,          /,        ''"
    })
    void theUriAndTheQueryAreRaw(String target, String uri, String query) throws RequestRejectedException {
        Map<String, String> written = write(GatewayRequest.get(target));
        assertEquals(uri, written.get("REQUEST_URI"));
        assertEquals(query, written.get("QUERY_STRING"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none, 0,   none", "0,    0,   0", "none, 3,   3", "99,   3,   3", "none, 4294967296, 4294967296"})
    void theContentLengthIsTheTrueOne(String header, long length, String variable) throws RequestRejectedException {
        GatewayRequest.Builder request = GatewayRequest.builder("POST", "/");
        if (header != null) {
            request.header("content-length", header);
        }
        Map<String, String> written = write(request.build(), SCRIPT, length);
        assertEquals(variable, written.get("CONTENT_LENGTH"));
        assertNull(written.get("HTTP_CONTENT_LENGTH"));
    }

    @Test
    void noContentTypeIsInvented() throws RequestRejectedException {
        assertFalse(
                write(GatewayRequest.builder("POST", "/").build(), SCRIPT, 5).containsKey("CONTENT_TYPE"));
        assertEquals(
                "",
                write(GatewayRequest.builder("POST", "/").header("Content-Type", ""))
                        .get("CONTENT_TYPE"));
    }

    /** Go's TestCGIEnvIPv6: bare addresses, no brackets, no zone. */
    @Test
    void addressesAreBare() throws RequestRejectedException, UnknownHostException {
        InetAddress linkLocal =
                Inet6Address.getByAddress(null, InetAddress.getByName("fe80::1").getAddress(), 3);
        Map<String, String> written = write(GatewayRequest.get("/")
                .remoteAddress(new InetSocketAddress("2000::3000", 12345))
                .localAddress(new InetSocketAddress(linkLocal, 80)));
        assertEquals("2000::3000", written.get("REMOTE_ADDR"));
        assertEquals("2000::3000", written.get("REMOTE_HOST"));
        assertEquals("12345", written.get("REMOTE_PORT"));
        assertEquals("fe80::1", written.get("SERVER_ADDR"));
    }

    @Test
    void anUnresolvedAddressIsNotLookedUp() throws RequestRejectedException {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("client.example", 7);
        Map<String, String> written =
                write(GatewayRequest.get("/").remoteAddress(unresolved).localAddress(unresolved));
        assertEquals("", written.get("REMOTE_ADDR"));
        assertEquals("7", written.get("REMOTE_PORT"));
        assertFalse(written.containsKey("SERVER_ADDR"));
    }

    /** A client's word is never taken for who it is (nginx-cgi 22). */
    @Test
    void theIdentityComesFromTheHostAlone() throws RequestRejectedException {
        Map<String, String> written = write(GatewayRequest.get("/")
                .header("Authorization", "Basic bWFsbG9yeTp4")
                .header("Remote-User", "mallory")
                .header("Auth-Type", "Basic"));
        assertFalse(written.containsKey("REMOTE_USER"));
        assertFalse(written.containsKey("AUTH_TYPE"));
        assertEquals("mallory", written.get("HTTP_REMOTE_USER"));
    }

    /** CVE-2007-4727, CVE-2012-1823: a header reaches variables that begin with HTTP_ and no others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Script-Filename",
                "SCRIPT_FILENAME",
                "Document-Root",
                "Php-Value",
                "PHP_VALUE",
                "PHP_ADMIN_VALUE",
                "Request-Body-File",
                "REQUEST_BODY_FILE",
                "Https",
                "Path-Info",
                "Redirect-Status"
            })
    void noHeaderTakesThePlaceOfAServerVariable(String name) throws RequestRejectedException {
        Map<String, String> without = write(GatewayRequest.get("/"));
        Map<String, String> with = write(GatewayRequest.get("/").header(name, "evil"));
        with.keySet().removeIf(variable -> variable.startsWith("HTTP_"));
        assertEquals(without, with);
    }

    @Test
    void whatTheHostHasSetWins() throws RequestRejectedException {
        Map<String, String> written = write(GatewayRequest.get("/")
                .scheme("https")
                .remoteAddress(new InetSocketAddress("192.0.2.1", 1))
                .header("X-User", "mallory")
                .variable("HTTP_X_USER", "ada")
                .variable("DOCUMENT_ROOT", "/other")
                .variable("SCRIPT_FILENAME", "/other/x.php")
                .variable("HTTPS", "off")
                .variable("REQUEST_URI", "/was-rewritten")
                .variable("REMOTE_HOST", "client.example")
                .variable("SERVER_SOFTWARE", "host/9"));
        assertEquals("ada", written.get("HTTP_X_USER"));
        assertEquals("/other", written.get("DOCUMENT_ROOT"));
        assertEquals("/other/x.php", written.get("SCRIPT_FILENAME"));
        assertEquals("off", written.get("HTTPS"));
        assertEquals("/was-rewritten", written.get("REQUEST_URI"));
        assertEquals("client.example", written.get("REMOTE_HOST"));
        assertEquals("host/9", written.get("SERVER_SOFTWARE"));
        assertEquals("192.0.2.1", written.get("REMOTE_ADDR"));
    }

    @Test
    void whatTheHostSaysIsUtf8AndWhatTheClientSentStaysAsItIs() throws RequestRejectedException {
        Map<String, String> written = write(GatewayRequest.get("/")
                .user(new AuthenticatedUser("J\u00F6rg", "Basic"))
                .variable("CITY", "\u6771\u4EAC")
                .header("X-Name", "J\u00C3\u00B6rg"));
        assertEquals("J\u00C3\u00B6rg", written.get("REMOTE_USER"));
        assertEquals("\u00E6\u009D\u00B1\u00E4\u00BA\u00AC", written.get("CITY"));
        assertEquals("J\u00C3\u00B6rg", written.get("HTTP_X_NAME"));
    }

    @Test
    void withoutPathInfoNothingIsTranslated() throws RequestRejectedException {
        ScriptVariables script = new ScriptVariables("/a.php", "", "/srv/a.php", "/srv");
        Map<String, String> written = write(GatewayRequest.get("/").build(), script, 0);
        assertFalse(written.containsKey("PATH_TRANSLATED"));
        assertEquals("/srv", written.get("DOCUMENT_ROOT"));
    }
}
