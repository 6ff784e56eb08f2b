package org.gateway4j.contract.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.PatternStream;

/** Does in a servlet what the scripts of {@link RealScripts} do in PHP. */
final class RealServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Path signals;

    /** Waits for files in a directory, and makes some. */
    RealServlet(Path signals) {
        this.signals = signals;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        request.setCharacterEncoding("UTF-8");
        response.setContentType("text/plain");
        switch (request.getPathInfo()) {
            case "/form" -> write(response, request.getParameter("name") + "|" + request.getParameter("q"));
            case "/session" -> session(request, response);
            case "/upload" -> upload(request, response);
            case "/events" -> events(request, response);
            case "/redirect" -> response.sendRedirect("/elsewhere?a=b");
            case "/error" -> {
                response.setStatus(500);
                write(response, "it went wrong");
            }
            case "/large" -> new PatternStream(RealScripts.LARGE).transferTo(response.getOutputStream());
            case "/endless" -> endless(request, response);
            default -> response.sendError(404);
        }
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static void session(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        Integer before = (Integer) session.getAttribute("visits");
        int visits = before == null ? 1 : before + 1;
        session.setAttribute("visits", visits);
        write(response, "visit " + visits);
    }

    private static void upload(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Part part = request.getPart("file");
        try (InputStream content = part.getInputStream()) {
            long length = content.transferTo(new PatternStream.Expecting());
            write(response, part.getSubmittedFileName() + " " + length);
        }
    }

    private void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        for (int i = 0; i < 3; i++) {
            Path signal = signals.resolve(request.getQueryString() + "." + i);
            Await.until("the test asks for an event", () -> Files.exists(signal));
            write(response, "data: " + i + "\n\n");
            response.flushBuffer();
        }
    }

    /** Writes until nobody reads any more, and leaves a file then. */
    private void endless(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OutputStream output = response.getOutputStream();
        byte[] piece = new byte[16 * 1024];
        try {
            while (true) {
                output.write(piece);
                output.flush();
            }
        } catch (IOException e) {
            Files.createFile(signals.resolve(request.getQueryString()));
        }
    }
}
