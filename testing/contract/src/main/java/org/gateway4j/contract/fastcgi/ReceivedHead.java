package org.gateway4j.contract.fastcgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.testkit.Bytes;

/** BEGIN_REQUEST and the variables of a request. */
public record ReceivedHead(int id, int role, boolean keepConnection, Map<String, String> variables) {

    /** Reads from BEGIN_REQUEST to the empty PARAMS record; STDIN left over of the request before is skipped. */
    public static ReceivedHead read(PeerSocket socket) throws IOException {
        ReceivedRecord begin = ReceivedRecord.read(socket);
        while (begin.type() == Records.STDIN) {
            begin = ReceivedRecord.read(socket);
        }
        if (begin.type() != Records.BEGIN_REQUEST) {
            throw new AssertionError("record of type " + begin.type() + ", expected BEGIN_REQUEST");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (ReceivedRecord record = ReceivedRecord.read(socket);
                !record.isEndOf(Records.PARAMS);
                record = ReceivedRecord.read(socket)) {
            readPairs(record, begin.id(), variables);
        }
        String content = begin.content();
        return new ReceivedHead(
                begin.id(), content.charAt(0) << 8 | content.charAt(1), (content.charAt(2) & 1) != 0, variables);
    }

    private static void readPairs(ReceivedRecord record, int id, Map<String, String> variables) {
        if (record.type() != Records.PARAMS || record.id() != id) {
            throw new AssertionError("record of type " + record.type() + " and id " + record.id() + " among PARAMS");
        }
        readPairs(ByteBuffer.wrap(Bytes.of(record.content())), variables);
    }

    /** Reads the pairs of one record by itself, as PHP-FPM does. */
    public static void readPairs(ByteBuffer content, Map<String, String> variables) {
        while (content.hasRemaining()) {
            byte[] name = new byte[length(content)];
            byte[] value = new byte[length(content)];
            content.get(name).get(value);
            variables.put(Bytes.text(name), Bytes.text(value));
        }
    }

    private static int length(ByteBuffer content) {
        int first = content.get(content.position());
        return first >= 0 ? content.get() : content.getInt() & 0x7FFF_FFFF;
    }
}
