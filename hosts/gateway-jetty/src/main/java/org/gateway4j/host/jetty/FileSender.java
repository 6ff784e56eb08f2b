package org.gateway4j.host.jetty;

import java.nio.file.Path;
import java.util.Set;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContent;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ResourceService;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Sends files that applications hand off, as Jetty sends its own: ranges, and only what the client's conditions ask for. */
final class FileSender {

    private static final ResourceService FILES = new ResourceService() {
        @Override
        protected void writeHttpError(Request request, Response response, Callback callback, int status) {
            if (status == HttpStatus.NOT_MODIFIED_304) {
                sendNotModified(response, callback);
            } else {
                super.writeHttpError(request, response, callback, status);
            }
        }
    };

    private FileSender() {}

    /** Whether conditions of the client count (RFC 9110 section 13.2.1). */
    static boolean takes(ResponseHead head, Request request) {
        return head.status() == HttpStatus.OK_200 && (isHead(request) || isGet(request) && head.hasBody());
    }

    private static boolean isGet(Request request) {
        return HttpMethod.GET.is(request.getMethod());
    }

    private static boolean isHead(Request request) {
        return HttpMethod.HEAD.is(request.getMethod());
    }

    /** Sends a file, or what the client wants of it. The response has the fields of the application. */
    static void send(ResponseHead head, Path file, Request request, Response response, Callback sent) {
        FileConditions conditions = new FileConditions(request.getHeaders(), head);
        if (conditions.refuse()) {
            Response.writeError(request, response, sent, HttpStatus.PRECONDITION_FAILED_412);
        } else if (conditions.areMetAlready()) {
            sendNotModified(response, sent);
        } else {
            boolean ranges = isGet(request) && conditions.allowRanges();
            FILES.doGet(
                    new Unnamed(request, ranges),
                    response,
                    sent,
                    new Named(content(file, request), head, isHead(request)));
        }
    }

    private static HttpContent content(Path file, Request request) {
        HttpConfiguration config = request.getConnectionMetaData().getHttpConfiguration();
        ByteBufferPool.Sized buffers = new ByteBufferPool.Sized(
                request.getComponents().getByteBufferPool(),
                config.isUseOutputDirectByteBuffers(),
                config.getOutputBufferSize());
        return new ResourceHttpContent(ResourceFactory.root().newResource(file), null, buffers);
    }

    /** Without the fields of an error page, which forbid to store it, and without a length, which Jetty declares with the end. */
    private static void sendNotModified(Response response, Callback callback) {
        response.setStatus(HttpStatus.NOT_MODIFIED_304);
        response.write(
                false,
                BufferUtil.EMPTY_BUFFER,
                Callback.from(() -> response.write(true, BufferUtil.EMPTY_BUFFER, callback), callback::failed));
    }

    /** The file, with the type and the date that the application has given it. */
    private static final class Named extends HttpContent.Wrapper {

        private final ResponseHead head;
        private final boolean headOnly;

        Named(HttpContent file, ResponseHead head, boolean headOnly) {
            super(file);
            this.head = head;
            this.headOnly = headOnly;
        }

        /** Jetty would read the file for HEAD, too. */
        @Override
        public void writeTo(Content.Sink sink, long offset, long length, Callback callback) {
            if (headOnly) {
                sink.write(true, BufferUtil.EMPTY_BUFFER, callback);
            } else {
                super.writeTo(sink, offset, length, callback);
            }
        }

        @Override
        public @Nullable HttpField getContentType() {
            return field(HttpHeader.CONTENT_TYPE);
        }

        @Override
        public @Nullable HttpField getLastModified() {
            return field(HttpHeader.LAST_MODIFIED);
        }

        private @Nullable HttpField field(HttpHeader name) {
            String value = head.headers().first(name.asString());
            return value == null ? null : new HttpField(name, value);
        }

        @Override
        public Set<CompressedContentFormat> getPreCompressedContentFormats() {
            return Set.of();
        }
    }

    /** The request, without its path, which says nothing of the file, and without ranges unless they count. */
    private static final class Unnamed extends Request.Wrapper {

        private final boolean ranges;

        Unnamed(Request request, boolean ranges) {
            super(request);
            this.ranges = ranges;
        }

        @Override
        public HttpURI getHttpURI() {
            return HttpURI.build(super.getHttpURI()).pathQuery("/").asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            HttpFields fields = super.getHeaders();
            return ranges
                    ? fields
                    : HttpFields.build(fields).remove(HttpHeader.RANGE).asImmutable();
        }
    }
}
