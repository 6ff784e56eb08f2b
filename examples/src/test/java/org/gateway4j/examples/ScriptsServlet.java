package org.gateway4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.testkit.Await;

/** The scripts of the test resources, in a servlet. */
final class ScriptsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Path root;

    /** Waits for files in a directory. */
    ScriptsServlet(Path root) {
        this.root = root;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        switch (request.getServletPath()) {
            case "/echo.php" -> echo(request, response);
            case "/mirror.php" -> request.getInputStream().transferTo(response.getOutputStream());
            case "/large.php" -> large(request, response);
            case "/events.php" -> events(request, response);
            case "/wait.php" -> awaitFile(request, 0);
            case "/error.php" -> {
                response.setStatus(500);
                write(response, "it went wrong\n");
            }
            case "/broken.php" -> broken(request, response);
            case "/length.php" -> {
                response.setContentLength(12);
                write(response, "twelve bytes");
            }
            case "/status.php" -> {
                response.setStatus(Integer.parseInt(request.getQueryString()));
                response.setHeader("ETag", "\"x\"");
            }
            case "/headers.php" -> headers(response);
            case "/sendfile" -> response.setHeader("X-Sendfile", request.getQueryString());
            default -> response.sendError(404);
        }
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static void echo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        write(
                response,
                String.join(
                        "\n",
                        "REQUEST_METHOD=" + request.getMethod(),
                        "REQUEST_URI=" + request.getRequestURI(),
                        "QUERY_STRING=" + request.getQueryString(),
                        "PATH_INFO=" + request.getPathInfo(),
                        "REMOTE_ADDR=" + request.getRemoteAddr(),
                        "LOCAL_PORT=" + request.getLocalPort(),
                        "CONTENT_LENGTH=" + request.getContentLengthLong(),
                        "HTTP_EXPECT=" + (request.getHeader("Expect") == null ? "" : request.getHeader("Expect")),
                        "ATTRIBUTE=" + request.getAttribute("app.flag"),
                        "BODY_LENGTH=" + body.length,
                        "BODY=" + (body.length < 100 ? new String(body, UTF_8) : ""),
                        ""));
    }

    private static void large(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OutputStream output = response.getOutputStream();
        byte[] piece = "0123456789abcdef".repeat(1024).getBytes(UTF_8);
        int mib = Integer.parseInt(request.getParameter("mib"));
        for (int i = 0; i < mib * 64; i++) {
            output.write(piece);
        }
    }

    private void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, ": start\n");
        response.flushBuffer();
        for (int i = 0; i < 3; i++) {
            awaitFile(request, i);
            write(response, "data: " + i + "\n");
            response.flushBuffer();
        }
    }

    private void awaitFile(HttpServletRequest request, int number) {
        Path file = root.resolve(request.getQueryString() + "." + number);
        Await.until("file " + number, () -> Files.exists(file));
    }

    private static void broken(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getQueryString().equals("length")) {
            response.setContentLength(1000);
        }
        write(response, "the beginning");
        response.flushBuffer();
        throw new IOException("broken on purpose");
    }

    private static void headers(HttpServletResponse response) throws IOException {
        response.setHeader("Connection", "close");
        response.setHeader("Keep-Alive", "timeout=1");
        response.setHeader("Transfer-Encoding", "chunked");
        response.setHeader("Date", "Thu, 01 Jan 1970 00:00:00 GMT");
        response.setHeader("X-Accel-Redirect", "/secret");
        response.addHeader("Set-Cookie", "a=1");
        response.addHeader("Set-Cookie", "b=2");
        // Else Tomcat would know the length.
        response.flushBuffer();
        write(response, "headers");
    }
}
