package org.gateway4j.fastcgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ManagementExchangeTest {

    @Test
    void asksByNamesInOneRecordThatAnEmptyOneFollows() {
        ByteBuffer question = ManagementExchange.question();
        assertEquals(
                "\1\11\0\0\0\60\0\0\16\0FCGI_MAX_CONNS\15\0FCGI_MAX_REQS\17\0FCGI_MPXS_CONNS\1\11\0\0\0\0\0\0",
                StandardCharsets.ISO_8859_1.decode(question).toString());
    }
}
