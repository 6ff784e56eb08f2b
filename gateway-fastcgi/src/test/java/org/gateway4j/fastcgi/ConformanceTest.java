package org.gateway4j.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.gateway4j.Gateway;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.testkit.conformance.ConformanceContract;
import org.junit.jupiter.api.Test;

/** Holds docs/conformance/fastcgi.md to its catalogue and to the tests. */
class ConformanceTest extends ConformanceContract {

    private static final Pattern CASES_OF_NGINX = Pattern.compile("nginx-(\\d+)(?:-(\\d+))?");
    private static final int CASES = 159;

    ConformanceTest() throws IOException {
        super("fastcgi", AdvisoriesTest.class, AnswerAdvisoriesTest.class, NginxCasesTest.class);
    }

    @Test
    void everyCaseOfNginxHasItsRow() {
        List<Integer> cases = CASES_OF_NGINX
                .matcher(String.join("\n", rows()))
                .results()
                .flatMap(row -> numbers(row).boxed())
                .toList();
        assertEquals(IntStream.rangeClosed(1, CASES).boxed().toList(), cases);
    }

    /** This is about variables, which are made before a driver has the request. */
    @Test
    void rowsOfExchangesAreShownOverEachDriver() {
        assertEquals(List.of("PhpFpmBesideNginxIT"), coveringCallers(Gateway.class, "dispatch", Driver.class));
    }

    private static IntStream numbers(MatchResult row) {
        int first = Integer.parseInt(row.group(1));
        return IntStream.rangeClosed(first, row.group(2) == null ? first : Integer.parseInt(row.group(2)));
    }
}
