package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.fcgi.FCGI;
import org.eclipse.jetty.fcgi.client.transport.HttpClientTransportOverFCGI;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Transport;
import org.gateway4j.Endpoint;
import org.jspecify.annotations.Nullable;

/** Jetty's HTTP client over its FastCGI transport. */
final class JettyFastCgiClient implements Client {

    private final HttpClient client = new HttpClient(new BrowserTransport());
    private final Workload workload;
    private final String uri;
    private final @Nullable Transport transport;

    JettyFastCgiClient(Endpoint endpoint, Workload workload, int callers) throws IOException {
        if (workload.isAjp()) {
            throw new IllegalArgumentException("FastCGI only");
        }
        this.workload = workload;
        transport = endpoint instanceof Endpoint.Unix unix ? new Transport.TCPUnix(unix.path()) : null;
        uri = "http://" + (endpoint instanceof Endpoint.Tcp ? endpoint : "localhost") + BrowserRequest.TARGET;
        client.setMaxConnectionsPerDestination(callers);
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        try {
            client.start();
            client.getContentDecoderFactories().clear();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public Caller caller() {
        return this::call;
    }

    private long call() throws IOException {
        return received(send(request()));
    }

    /** A request, not sent yet. */
    Request request() {
        Request request = client.newRequest(uri).method(workload.body() == 0 ? "GET" : "POST");
        if (transport != null) {
            request.transport(transport);
        }
        request.headers(fields -> BrowserRequest.eachHeader(fields::put));
        if (workload.body() > 0) {
            request.body(new BytesRequestContent(new byte[workload.body()]));
        }
        return request;
    }

    private static ContentResponse send(Request request) throws IOException {
        try {
            return request.send();
        } catch (InterruptedException | TimeoutException | ExecutionException e) {
            throw new IOException(e);
        }
    }

    private long received(ContentResponse response) throws IOException {
        int length = response.getContent().length;
        if (length != workload.answer()) {
            throw new IOException("body of " + length + " bytes, not " + workload.answer());
        }
        return headersOf(response) + length;
    }

    /** Looks at all header fields. */
    static long headersOf(Response response) {
        long seen = response.getStatus();
        for (HttpField field : response.getHeaders()) {
            seen += field.getName().length() + field.getValue().length();
        }
        return seen;
    }

    @Override
    public void close() throws IOException {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Names the script as Jetty's own proxy does. */
    private static final class BrowserTransport extends HttpClientTransportOverFCGI {

        BrowserTransport() {
            super(BrowserRequest.ROOT.toString());
        }

        @Override
        public void customize(Request request, HttpFields.Mutable variables) {
            super.customize(request, variables);
            variables.put(FCGI.Headers.SCRIPT_FILENAME, BrowserRequest.SCRIPT.toString());
            variables.put(FCGI.Headers.REQUEST_URI, BrowserRequest.TARGET);
        }
    }
}
