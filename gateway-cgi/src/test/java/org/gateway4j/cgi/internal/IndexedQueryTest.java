package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments from queries (RFC 3875 section 4.4); Tomcat's cases of its command line arguments, refused where in doubt. */
class IndexedQueryTest {

    private static List<String> words(String method, String query) {
        return IndexedQuery.words(GatewayRequest.builder(method, "/x?" + query).build());
    }

    @ParameterizedTest
    @Covers("cgi/tomcat-arguments")
    @CsvSource({
        "abc, abc",
        "a_b_c, a_b_c",
        "123, 123",
        "file.txt, file.txt",
        "a-b, a-b",
        "a%2Bb, a+b",
        "a%40b, a@b",
        "'a,b:c', 'a,b:c'",
        "%61, a"
    })
    void plainWordIsAnArgument(String query, String word) {
        assertEquals(List.of(word), words("GET", query));
        assertEquals(List.of(word), words("HEAD", query));
    }

    @Test
    @Covers("cgi/rfc3875-4.4")
    void wordsAreSeparatedBeforeTheyAreDecoded() {
        assertEquals(List.of("one", "two+three", "four"), words("GET", "one+two%2Bthree+four"));
    }

    /** The last five Tomcat lets through. */
    @ParameterizedTest
    @Covers("cgi/tomcat-arguments")
    @ValueSource(
            strings = {
                "",
                "%3C",
                "%22",
                "%27",
                "%7C",
                "%3E",
                "file.txt%20file2.txt",
                "%22a%22",
                "a%5Cb",
                "C:%5Cfile.txt",
                "+",
                "a++b",
                "+a",
                "a+",
                ".",
                "..",
                ".bashrc",
                "-p",
                "--p",
                "/p",
                "C:%5Csome%5Cpath%5Cfile.txt"
            })
    void wordThatMayMeanMoreIsNone(String query) {
        assertEquals(List.of(), words("GET", query));
    }

    @ParameterizedTest
    @Covers("cgi/rfc3875-4.4")
    @ValueSource(
            strings = {"good+-bad", "good+%2F", "good+%00", "good+%0A", "good+%zz", "good+%E9", "good+a%3Db", "good+%3F"
            })
    void oneBadWordRefusesAll(String query) {
        assertEquals(List.of(), words("GET", query));
    }

    @ParameterizedTest
    @Covers("cgi/rfc3875-4.4")
    @ValueSource(strings = {"a=b", "a+b=c", "="})
    void queryWithAnEqualsSignIsNotIndexed(String query) {
        assertEquals(List.of(), words("GET", query));
    }

    @ParameterizedTest
    @Covers("cgi/rfc3875-4.4")
    @ValueSource(strings = {"POST", "PUT", "DELETE", "get"})
    void onlyGetAndHeadHaveIndexedQueries(String method) {
        assertEquals(List.of(), words(method, "word"));
    }

    @Test
    @Covers("cgi/tomcat-arguments")
    void noQueryHasNoWords() {
        assertEquals(List.of(), IndexedQuery.words(GatewayRequest.get("/x").build()));
    }
}
