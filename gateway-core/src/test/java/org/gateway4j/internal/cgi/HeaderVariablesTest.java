package org.gateway4j.internal.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.Map;
import org.gateway4j.Headers;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderVariablesTest {

    private static Map<String, String> variables(boolean authorization, String... namesAndValues)
            throws RequestRejectedException {
        RecordedVariables recorded = new RecordedVariables();
        new HeaderVariables(authorization).write(Headers.of(namesAndValues), Map.of("HTTP_X_OWN", "host"), recorded);
        return recorded.variables();
    }

    /** Among them the name-mangling pairs of lighttpd's test_http_cgi.c and request.t. */
    @ParameterizedTest
    @CsvSource({
        "Host,            HTTP_HOST",
        "accept-language, HTTP_ACCEPT_LANGUAGE",
        "X-X,             HTTP_X_X",
        "X,               HTTP_X",
        "-X-,             HTTP__X_",
        "X--Y,            HTTP_X__Y",
        "X-1-z9,          HTTP_X_1_Z9",
        "DNT,             HTTP_DNT",
        "If-Modified-Since, HTTP_IF_MODIFIED_SINCE",
        "Status,          HTTP_STATUS"
    })
    void aHeaderBecomesAVariable(String header, String variable) throws RequestRejectedException {
        assertEquals(Map.of(variable, "YY123"), variables(true, header, "YY123"));
    }

    @Test
    void anEmptyValueIsNotAnAbsentOne() throws RequestRejectedException {
        assertEquals(Map.of("HTTP_X_BLANK", ""), variables(true, "X-Blank", ""));
    }

    /** CVE-2016-5385: no switch turns it on. */
    @ParameterizedTest
    @ValueSource(strings = {"Proxy", "proxy", "PROXY", "pRoXy", "prOXY"})
    void theProxyHeaderIsNeverPassed(String name) throws RequestRejectedException {
        assertEquals(Map.of(), variables(true, name, "http://attacker.example/"));
        assertEquals(Map.of(), variables(false, name, "http://attacker.example/", name, "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "content-length",
                "Transfer-Encoding",
                "Expect",
                "TE",
                "Trailer",
                "Connection",
                "keep-alive",
                "Proxy-Connection",
                "Proxy-Authorization",
                "Upgrade",
                "Redirect-Status"
            })
    void whatConcernsTheConnectionTheBodyOrPhpCgiIsNotPassed(String name) throws RequestRejectedException {
        assertEquals(Map.of("HTTP_A", "1"), variables(true, name, "x", "A", "1", name.toUpperCase(Locale.ROOT), "y"));
    }

    @Test
    void authorizationIsPassedWhereTheProtocolWantsIt() throws RequestRejectedException {
        assertEquals(Map.of("HTTP_AUTHORIZATION", "Basic eA=="), variables(true, "authorization", "Basic eA=="));
        assertEquals(Map.of(), variables(false, "Authorization", "Basic eA==", "AUTHORIZATION", "Basic eA=="));
    }

    /** Go's TestDupHeaders and nginx's fastcgi_header_params.t. */
    @Test
    @Covers({"fastcgi/nginx-46-48", "cgi/lighttpd-names"})
    void repeatedHeadersAreOneVariable() throws RequestRejectedException {
        assertEquals(
                Map.of(
                        "HTTP_COOKIE",
                        "nom=NOM; yum=YUM",
                        "HTTP_X_FOO",
                        "val1, val2",
                        "HTTP_X_FORWARDED_FOR",
                        "foo, bar, bazz"),
                variables(
                        true,
                        "Cookie",
                        "nom=NOM",
                        "X-Forwarded-For",
                        "foo",
                        "X-Foo",
                        "val1",
                        "cookie",
                        "yum=YUM",
                        "x-forwarded-for",
                        "bar",
                        "X-FOO",
                        "val2",
                        "X-Forwarded-For",
                        "bazz"));
    }

    /** GHSA-f59h-q822-g45g, GHSA-49wc-4hcv-v58q: no other spelling of a name reaches its variable. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Remote_User", "Remote.User", "remote_user", "REMOTE.USER", "Remote~User", "Remote!User", "Remote+User",
                "Remote'User", "Remote`User", "Remote|User", "Remote^User", "Remote*User", "Remote&User", "Remote%User",
                "Remote$User", "Remote#User"
            })
    void anAliasOfAHeaderIsDroppedOrRefused(String alias) throws RequestRejectedException {
        assertEquals(Map.of("HTTP_A", "1"), variables(true, alias, "mallory", "A", "1"));

        RequestRejectedException e = assertThrows(
                RequestRejectedException.class, () -> variables(true, alias, "mallory", "Remote-User", "ada"));
        assertEquals(400, e.suggestedStatus());
        assertEquals(
                "headers " + alias + " and Remote-User would both be the variable HTTP_REMOTE_USER", e.getMessage());
        assertThrows(RequestRejectedException.class, () -> variables(true, "Remote-User", "ada", alias, "mallory"));
    }

    /** lighttpd's underscore-conflict pairs: refused are only those that would meet. */
    @ParameterizedTest
    @CsvSource({
        "X_Foo,          X-Bar,           false",
        "X_Foo,          X-Foo-,          false",
        "X_Foo,          XFoo,            false",
        "X_Foo,          X-Foo,           true",
        "X_FOO_BAR,      x-foo-bar,       true",
        "X_Foo-Bar,      X-Foo-Bar,       true",
        "_,              -,               true",
        "Content_Length, Content-Length,  true",
        "Proxy_,         Proxy,           false",
        "Transfer_Encoding, Transfer-Encoding, true"
    })
    void onlyACollisionIsRefused(String odd, String plain, boolean refused) throws RequestRejectedException {
        if (refused) {
            assertThrows(RequestRejectedException.class, () -> variables(true, odd, "1", plain, "2"));
        } else {
            assertFalse(variables(true, odd, "1", plain, "2").containsValue("1"));
        }
    }

    @Test
    void whatTheHostHasSetWins() throws RequestRejectedException {
        assertEquals(Map.of("HTTP_A", "1"), variables(true, "X-Own", "client", "A", "1", "x-own", "again"));
    }

    @Test
    void valuesAreOctetsAndStayAsTheyAre() throws RequestRejectedException {
        assertEquals(Map.of("HTTP_X", "\u00C3\u00A4 \t\u0001"), variables(true, "X", "\u00C3\u00A4 \t\u0001"));
    }

    /** Else a client could take away what a proxy in front of the host has added. */
    @Test
    void whatConnectionNamesIsPassed() throws RequestRejectedException {
        assertEquals(
                Map.of("HTTP_X_REAL_IP", "192.0.2.1"),
                variables(true, "Connection", "X-Real-IP, close", "X-Real-IP", "192.0.2.1"));
    }

    private static Headers many(String... last) {
        Headers.Builder headers = Headers.builder();
        for (int i = 0; i < 1_000; i++) {
            headers.add("X-" + i, "" + i).add("Cookie", "c" + i);
        }
        return headers.addAll(Headers.of(last)).build();
    }

    private static Map<String, String> variables(Headers headers) throws RequestRejectedException {
        RecordedVariables recorded = new RecordedVariables();
        new HeaderVariables(false).write(headers, Map.of("HTTP_X_7", "host"), recorded);
        return recorded.variables();
    }

    @Test
    void manyFieldsFollowTheSameRules() throws RequestRejectedException {
        Map<String, String> found =
                variables(many("x-1", "again", "Proxy", "p", "Authorization", "a", "A_b", "dropped"));
        assertEquals(1_000, found.size());
        assertEquals("1, again", found.get("HTTP_X_1"));
        assertEquals("999", found.get("HTTP_X_999"));
        assertEquals(1_000, found.get("HTTP_COOKIE").split("; ", -1).length);
        assertFalse(found.containsKey("HTTP_X_7"));
        assertFalse(found.containsKey("HTTP_PROXY"));
        assertFalse(found.containsKey("HTTP_AUTHORIZATION"));
        assertThrows(RequestRejectedException.class, () -> variables(many("X_5", "alias")));
        assertThrows(
                RequestRejectedException.class, () -> variables(many("Proxy-Connection", "", "Proxy_Connection", "")));
    }

    /** Comparing each with each took minutes. */
    @Test
    @Timeout(20)
    void hundredThousandsOfFieldsTakeLinearTime() throws RequestRejectedException {
        Headers.Builder headers = Headers.builder();
        for (int i = 0; i < 200_000; i++) {
            headers.add("X-" + i, "").add("Y_" + i, "");
        }
        assertEquals(200_000 - 1, variables(headers.build()).size());
    }
}
