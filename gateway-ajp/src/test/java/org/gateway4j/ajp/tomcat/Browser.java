package org.gateway4j.ajp.tomcat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Bytes;

/** Keeps cookies, as a browser does. */
final class Browser {

    private final Gateway gateway;
    private final Map<String, String> cookies = new TreeMap<>();

    Browser(Gateway gateway) {
        this.gateway = gateway;
    }

    Answer get(String target) throws IOException {
        return ask(TomcatTest.request("GET", target));
    }

    /** Sends a form with its fields already encoded. */
    Answer submit(String target, String form) throws IOException {
        return ask(TomcatTest.request("POST", target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(RequestBody.of(Bytes.of(form))));
    }

    private Answer ask(GatewayRequest.Builder request) throws IOException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("; ")));
        }
        Answer answer = Answer.of(gateway.dispatch(request.build()));
        for (String cookie : answer.headers().all("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            int equals = pair.indexOf('=');
            assertTrue(equals > 0, cookie);
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return answer;
    }

    Map<String, String> cookies() {
        return cookies;
    }
}
