package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.gateway4j.testkit.conformance.Covers;
import org.gateway4j.testkit.processes.LocalizedRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request needs that has bytes outside ASCII: a JVM whose locale has them too. */
class LocaleIT extends CgiFixture {

    @ParameterizedTest
    @Covers("cgi/cherokee-utf8")
    @CsvSource({
        "C, /dump/plain, 61, 200 /plain a, true",
        "C, /dump/%c3%a9, 61, 400 BAD_REQUEST, true",
        "C, /dump/%e9, 61, 400 BAD_REQUEST, true",
        "C, /dump/plain, c3a9, 200 /plain null, true",
        "C.UTF-8, /dump/%c3%a9, c3a9, 200 /\u00c3\u00a9 \u00c3\u00a9, false",
        "C.UTF-8, /dump/%e9, 61, 400 BAD_REQUEST, false",
        "C.UTF-8, /dump/plain, e9, 200 /plain null, false"
    })
    void whatIsOutsideAsciiNeedsALocaleThatHasIt(
            String locale, String target, String header, String outcome, boolean warned) throws Exception {
        dump("dump");
        LocalizedRun run = LocalizedRun.in(locale, OneRequest.class, root.toString(), target, header);
        assertEquals(outcome, run.output());
        assertEquals(warned ? 1 : 0, run.told("UTF-8 locale"));
    }
}
