package org.gateway4j.examples.beside;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.gateway4j.contract.beside.Comparison;
import org.gateway4j.contract.beside.ListedDifference;
import org.gateway4j.contract.beside.Observation;
import org.gateway4j.testkit.RawClient;

/** What clients of the host and of another server are told of the same answers of an application. */
final class AnswerComparison {

    private static final int MOST_OF_AN_ANSWER = 1 << 20;

    private AnswerComparison() {}

    /** Asks both for each answer. */
    static Comparison of(
            String other,
            List<ListedDifference> listed,
            List<OddAnswer> answers,
            InetSocketAddress host,
            InetSocketAddress server)
            throws IOException {
        Comparison comparison = new Comparison(other, listed);
        for (int number = 0; number < answers.size(); number++) {
            OddAnswer answer = answers.get(number);
            comparison.add(answer.name(), told(answer, number, host), told(answer, number, server));
        }
        return comparison;
    }

    private static Observation told(OddAnswer answer, int number, InetSocketAddress server) throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send(answer.request(number).text());
            return ToldClient.of(answer.method(), client.read(MOST_OF_AN_ANSWER));
        }
    }
}
