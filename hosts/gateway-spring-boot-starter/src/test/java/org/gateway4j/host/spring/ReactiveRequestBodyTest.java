package org.gateway4j.host.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.RequestBody;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Flux;

/** The bodies of servers that Spring alone tells of. */
class ReactiveRequestBodyTest {

    private final AtomicInteger cancelled = new AtomicInteger();

    private static DataBuffer buffer(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private RequestBody endless() {
        Flux<DataBuffer> content = Flux.<DataBuffer>never().doOnCancel(cancelled::incrementAndGet);
        return ReactiveRequestBody.of(
                MockServerHttpRequest.post("/").contentLength(5).body(content), null);
    }

    @Test
    void isCancelledWhenItIsClosed() throws Exception {
        RequestBody body = endless();
        body.whenReadable(() -> {});

        body.close();
        body.close();

        assertThat(cancelled).hasValue(1);
    }

    @Test
    void isNotEvenBegunIfNobodyReadsIt() throws Exception {
        RequestBody body = endless();

        body.close();
        body.whenReadable(() -> {});

        assertThat(cancelled).hasValue(0);
    }

    @Test
    void withoutALengthItLastsUntilItsEnd() throws Exception {
        RequestBody body = ReactiveRequestBody.of(
                MockServerHttpRequest.post("/").body(Flux.just(buffer("one"), buffer("two"))), null);
        assertThat(body.length()).isEqualTo(-1);
        ByteBuffer received = ByteBuffer.allocate(10);

        AtomicInteger wakeUps = new AtomicInteger();
        while (body.read(received) >= 0) {
            body.whenReadable(wakeUps::incrementAndGet);
        }

        assertThat(received.flip()).isEqualTo(ByteBuffer.wrap("onetwo".getBytes(StandardCharsets.UTF_8)));
        assertThat(wakeUps.get()).isPositive();
    }

    @Test
    void aGetWithoutALengthHasNone() {
        RequestBody body = ReactiveRequestBody.of(
                MockServerHttpRequest.method(HttpMethod.GET, "/").body(Flux.never()), null);

        assertThat(body.length()).isZero();
    }
}
