package org.gateway4j.examples.beside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.Endpoint;

/** An application that answers each request with the answer of the number in its path, and closes the connection. */
final class AnswerPlayer implements AutoCloseable {

    /** How an application speaks on one connection. */
    interface Language {

        /** Reads a request, and returns what of it has the path in it. */
        byte[] readRequest(DataInputStream in, OutputStream out) throws IOException;

        /** Sends an answer. */
        void send(byte[] answer, OutputStream out) throws IOException;
    }

    private static final Pattern NUMBER = Pattern.compile(Pattern.quote(OddAnswer.SCRIPT) + "/([0-9]+)");

    private final Supplier<Language> languages;
    private final List<OddAnswer> answers;
    private final ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());

    private AnswerPlayer(Supplier<Language> languages, List<OddAnswer> answers) throws IOException {
        this.languages = languages;
        this.answers = answers;
    }

    static AnswerPlayer start(Supplier<Language> languages, List<OddAnswer> answers) throws IOException {
        AnswerPlayer player = new AnswerPlayer(languages, answers);
        startThread(player::accept);
        return player;
    }

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "answer player");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                startThread(() -> serve(socket));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Until the server in front has closed the connection, so that nothing on its way is lost to a reset. */
    private void serve(Socket socket) {
        Language language = languages.get();
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            Matcher number = NUMBER.matcher(new String(language.readRequest(in, out), ISO_8859_1));
            if (number.find()) {
                language.send(answers.get(Integer.parseInt(number.group(1))).bytes(), out);
                socket.shutdownOutput();
                in.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            // The server in front has ended the connection first.
        }
    }

    Endpoint.Tcp endpoint() {
        return (Endpoint.Tcp) Endpoint.tcp("127.0.0.1", server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
