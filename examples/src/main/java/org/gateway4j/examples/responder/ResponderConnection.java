package org.gateway4j.examples.responder;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serves the requests of one connection, one after the other. */
final class ResponderConnection {

    private static final int RESPONDER = 1;
    private static final int KEEP_CONNECTION = 1;
    private static final int MAX_PARAMS = 1 << 20;

    private enum ProtocolStatus {
        REQUEST_COMPLETE(0),
        CANT_MPX_CONN(1),
        UNKNOWN_ROLE(3);

        private final int code;

        ProtocolStatus(int code) {
            this.code = code;
        }
    }

    private final Application application;
    private final DataInputStream in;
    private final DataOutputStream out;

    ResponderConnection(Socket socket, Application application) throws IOException {
        this.application = application;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 16 * 1024));
    }

    void serve() throws IOException {
        boolean open = true;
        while (open) {
            Frame frame = Frame.read(in);
            open = frame != null && serve(frame);
            out.flush();
        }
    }

    /** Handles a record that stands between requests; false if the connection ends with it. */
    private boolean serve(Frame frame) throws IOException {
        if (frame.type() == Frame.BEGIN_REQUEST) {
            return serveRequest(frame.requestId(), frame.content());
        }
        if (frame.type() == Frame.GET_VALUES) {
            tellValues(frame.content());
        } else if (frame.requestId() == 0) {
            byte[] unknown = {(byte) frame.type(), 0, 0, 0, 0, 0, 0, 0};
            new Frame(Frame.UNKNOWN_TYPE, 0, unknown).write(out);
        }
        // What is left belongs to a request that has ended: its body, or an abort that came too late.
        return true;
    }

    private boolean serveRequest(int id, byte[] begin) throws IOException {
        if (begin.length != 8) {
            throw new ProtocolException("BEGIN_REQUEST has " + begin.length + " bytes");
        }
        boolean keep = (begin[2] & KEEP_CONNECTION) != 0;
        byte @Nullable [] params = readParams(id);
        if (params == null) {
            end(id, 1, ProtocolStatus.REQUEST_COMPLETE);
        } else if (((begin[0] & 0xFF) << 8 | begin[1] & 0xFF) != RESPONDER) {
            end(id, 0, ProtocolStatus.UNKNOWN_ROLE);
        } else {
            answer(id, NameValues.decode(params));
        }
        return keep;
    }

    /** The PARAMS stream, or null if the request was aborted within it. */
    private byte @Nullable [] readParams(int id) throws IOException {
        ByteArrayOutputStream params = new ByteArrayOutputStream();
        while (true) {
            Frame frame = Frame.read(in);
            if (frame == null || params.size() > MAX_PARAMS) {
                throw new ProtocolException("PARAMS end early or never");
            }
            if (frame.type() == Frame.BEGIN_REQUEST && frame.requestId() != id) {
                end(frame.requestId(), 0, ProtocolStatus.CANT_MPX_CONN);
                out.flush();
            } else if (frame.type() == Frame.ABORT_REQUEST && frame.requestId() == id) {
                return null;
            } else if (frame.type() == Frame.PARAMS && frame.requestId() == id) {
                if (frame.content().length == 0) {
                    return params.toByteArray();
                }
                params.write(frame.content());
            }
        }
    }

    private void answer(int id, Map<String, String> variables) throws IOException {
        RecordOutput stdout = new RecordOutput(out, Frame.STDOUT, id);
        RecordOutput stderr = new RecordOutput(out, Frame.STDERR, id);
        AppResponse response = new AppResponse(stdout, stderr);
        application.answer(new AppRequest(variables, new StdinStream(in, id)), response);
        response.flush();
        new Frame(Frame.STDOUT, id, new byte[0]).write(out);
        end(id, 0, ProtocolStatus.REQUEST_COMPLETE);
    }

    private void end(int id, int appStatus, ProtocolStatus status) throws IOException {
        byte[] content = {0, 0, 0, (byte) appStatus, (byte) status.code, 0, 0, 0};
        new Frame(Frame.END_REQUEST, id, content).write(out);
    }

    private void tellValues(byte[] names) throws IOException {
        Map<String, String> values = new LinkedHashMap<>(NameValues.decode(names));
        values.keySet().retainAll(Set.of("FCGI_MPXS_CONNS"));
        values.replaceAll((name, value) -> "0");
        new Frame(Frame.GET_VALUES_RESULT, 0, NameValues.encode(values)).write(out);
    }
}
