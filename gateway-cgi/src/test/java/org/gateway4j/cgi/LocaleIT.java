package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.gateway4j.contract.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request needs that has bytes outside ASCII: a JVM whose locale has them too. */
class LocaleIT extends CgiFixture {

    @ParameterizedTest
    @CsvSource({
        "C, /dump/plain, 200 /plain",
        "C, /dump/%c3%a9, 400 BAD_REQUEST",
        "C, /dump/%e9, 400 BAD_REQUEST",
        "C.UTF-8, /dump/%c3%a9, 200 /\u00c3\u00a9",
        "C.UTF-8, /dump/%e9, 400 BAD_REQUEST"
    })
    void pathOutsideAsciiNeedsALocaleThatHasIt(String locale, String target, String outcome) throws Exception {
        dump("dump");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OneRequest.class.getName(),
                root.toString(),
                target);
        builder.environment().put("LC_ALL", locale);
        Process jvm = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals(outcome, Bytes.text(jvm.getInputStream().readAllBytes()));
        assertEquals(0, jvm.waitFor());
    }
}
