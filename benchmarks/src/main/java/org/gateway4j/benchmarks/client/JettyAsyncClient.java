package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.util.Objects;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.gateway4j.Endpoint;
import org.jspecify.annotations.Nullable;

/** Jetty's FastCGI client by its listeners: its own threads receive the answers and send the next requests. */
final class JettyAsyncClient implements AsyncClient {

    private final JettyFastCgiClient client;
    private final int answer;

    JettyAsyncClient(Endpoint endpoint, Workload workload, int callers) throws IOException {
        client = new JettyFastCgiClient(endpoint, workload, callers);
        answer = workload.answer();
    }

    @Override
    public Caller caller() {
        return new Listening();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private final class Listening implements Caller {

        private @Nullable Outcome outcome;
        private long length;
        private final Response.ContentListener onContent = (response, content) -> length += content.remaining();
        private final Response.CompleteListener onComplete = this::completed;

        @Override
        public void call(Outcome called) {
            outcome = called;
            length = 0;
            client.request().onResponseContent(onContent).send(onComplete);
        }

        private void completed(Result result) {
            Outcome called = Objects.requireNonNull(outcome);
            if (result.isFailed()) {
                called.failed(new IOException(result.getFailure()));
            } else if (length != answer) {
                called.failed(new IOException("body of " + length + " bytes, not " + answer));
            } else {
                called.answered(JettyFastCgiClient.headersOf(result.getResponse()) + length);
            }
        }
    }
}
