package org.gateway4j.ajp.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Allocation;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.PatternStream;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that no one holds in memory, whose digests the application and the test find independently. */
@OverEachTomcat
class TomcatUploadsIT extends TomcatTest {

    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @Covers({"ajp/tomcat-asks-once-more", "ajp/complaint-10"})
    @ValueSource(booleans = {true, false})
    void multipartUpload(boolean lengthIsKnown) throws Exception {
        PatternStream file = new PatternStream(100 * MIB);
        byte[] before = Bytes.of("""
                --limit\r
                Content-Disposition: form-data; name="title"\r
                \r
                a large file\r
                --limit\r
                Content-Disposition: form-data; name="file"; filename="large.bin"\r
                Content-Type: application/octet-stream\r
                \r
                """);
        byte[] after = Bytes.of("\r\n--limit--\r\n");
        InputStream all = new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(before), file, new ByteArrayInputStream(after))));
        long length = lengthIsKnown ? before.length + 100L * MIB + after.length : -1;
        Allocation allocation = Allocation.ofThisThread();

        Answer answer = answer(request("POST", "/upload")
                .header("Content-Type", "multipart/form-data; boundary=limit")
                .body(RequestBody.of(all, length)));

        allocation.assertAtMost(10L * MIB);
        List<String> parts = answer.body().lines().toList();
        assertEquals(2, parts.size(), answer.body());
        assertTrue(parts.get(0).startsWith("title null 12 "), parts.get(0));
        assertEquals("file large.bin " + 100 * MIB + " " + file.digest(), parts.get(1));
        assertTrue(file.isClosed());
        assertOneConnection();
    }

    @ParameterizedTest
    @Covers({"ajp/body-5", "ajp/complaint-10"})
    @ValueSource(ints = {0, 1, 8186, 50 * MIB + 1})
    void chunkedUpload(int size) throws Exception {
        PatternStream content = new PatternStream(size);
        Allocation allocation = Allocation.ofThisThread();
        String seen = post("/digest", RequestBody.of(content, -1)).body();
        assertEquals("-1 " + size + " " + content.digest(), seen);
        allocation.assertAtMost(10L * MIB);
        assertEquals(size, content.position());
        assertOneConnection();
    }
}
