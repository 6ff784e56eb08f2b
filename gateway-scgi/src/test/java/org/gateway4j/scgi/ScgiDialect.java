package org.gateway4j.scgi;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.onerequest.OneRequestApplication;
import org.gateway4j.testkit.Bytes;

/** SCGI as an application reads it. */
final class ScgiDialect implements OneRequestApplication.Dialect {

    @Override
    public Map<String, String> readVariables(PeerSocket socket) throws IOException {
        String[] texts = netstring(socket).split("\0", -1);
        if (!texts[0].equals("CONTENT_LENGTH")) {
            throw new AssertionError("the first header is " + texts[0]);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i + 1 < texts.length; i += 2) {
            if (variables.put(texts[i], texts[i + 1]) != null) {
                throw new AssertionError("twice: " + texts[i]);
            }
        }
        if (!"1".equals(variables.get("SCGI"))) {
            throw new AssertionError("SCGI is " + variables.get("SCGI"));
        }
        return variables;
    }

    private static String netstring(PeerSocket socket) throws IOException {
        StringBuilder length = new StringBuilder();
        for (String next = Bytes.text(socket.read(1)); !next.equals(":"); next = Bytes.text(socket.read(1))) {
            length.append(next);
        }
        byte[] content = socket.read(Integer.parseInt(length.toString()));
        if (socket.read(1)[0] != ',') {
            throw new AssertionError("netstring without its comma");
        }
        return Bytes.text(content);
    }

    @Override
    public String beforeStatus() {
        return "Status: ";
    }
}
