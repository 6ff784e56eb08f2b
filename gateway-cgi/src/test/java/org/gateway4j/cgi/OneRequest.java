package org.gateway4j.cgi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Bytes;

/** Dispatches one request, to be run in a JVM of its own; prints its status, and the path info and X-Text that the script saw. */
final class OneRequest {

    private OneRequest() {}

    /** Run with a directory of scripts, a target, and the value of X-Text as octets in hexadecimal. */
    public static void main(String[] arguments) throws IOException {
        System.out.write(Bytes.of(outcome(
                Path.of(arguments[0]), arguments[1], Bytes.text(HexFormat.of().parseHex(arguments[2])))));
        System.out.flush();
    }

    private static String outcome(Path root, String target, String text) throws IOException {
        try (Gateway gateway =
                CgiGateway.builder(CgiScriptMapper.directory(root)).build()) {
            Answer answer = Answer.of(gateway.dispatch(
                    GatewayRequest.get(target).header("X-Text", text).build()));
            SeenRequest seen = SeenRequest.of(answer);
            return answer.status() + " " + seen.variable("PATH_INFO") + " " + seen.variable("HTTP_X_TEXT");
        } catch (RequestRejectedException e) {
            return e.suggestedStatus() + " " + e.reason();
        }
    }
}
