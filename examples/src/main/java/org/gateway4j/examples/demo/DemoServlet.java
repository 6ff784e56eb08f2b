package org.gateway4j.examples.demo;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The demo's pages in a servlet container. */
final class DemoServlet extends HttpServlet {

    /** The paths that it answers to. */
    static final List<String> PATTERNS = List.of("/request/*", "/session", "/upload", "/clock", "/slow", "/error");

    private static final long serialVersionUID = 1;

    private static final String VISITS = "visits";
    private static final int CLOCK_TICKS = 10;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (request.getServletPath()) {
            case "/session" -> session(request.getSession(), response);
            case "/upload" -> upload(request, response);
            case "/clock" -> clock(response);
            case "/slow" -> slow(response);
            case "/error" -> response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "The demo's error");
            default -> request(request, response);
        }
    }

    private static void request(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter page = page(response, "Request");
        page.write("<table>");
        row(page, "Method", request.getMethod());
        row(page, "URI", request.getRequestURI());
        row(page, "Query", request.getQueryString());
        row(page, "Protocol", request.getProtocol());
        row(
                page,
                "Context, servlet, path info",
                request.getContextPath() + " " + request.getServletPath() + " " + request.getPathInfo());
        row(page, "Client", request.getRemoteAddr() + " port " + request.getRemotePort());
        row(page, "Server", request.getServerName() + " port " + request.getServerPort());
        row(page, "Scheme", request.getScheme());
        row(page, "User", request.getRemoteUser());
        for (String name : Collections.list(request.getHeaderNames())) {
            row(page, name, String.join(" | ", Collections.list(request.getHeaders(name))));
        }
        page.write("</table>");
    }

    private static void row(PrintWriter page, String name, @Nullable String value) {
        page.write(HtmlPage.row(name, value == null ? "none" : value));
    }

    private static void session(HttpSession session, HttpServletResponse response) throws IOException {
        int visits = session.getAttribute(VISITS) instanceof Integer before ? before + 1 : 1;
        session.setAttribute(VISITS, visits);
        page(response, "Session").write("<p>Visits in this session: " + visits);
    }

    private static void upload(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        StringBuilder received = new StringBuilder();
        if (request.getMethod().equals("POST")) {
            for (Part part : request.getParts()) {
                received.append("<p>")
                        .append(HtmlPage.escape(String.valueOf(part.getSubmittedFileName())))
                        .append(": ")
                        .append(Digest.of(part.getInputStream()));
                part.delete();
            }
        }
        page(response, "Upload").write("""
                <form method="post" enctype="multipart/form-data">
                <input type="file" name="files" multiple> <button>Upload</button></form>
                """ + received);
    }

    /** The browser shows each line as it arrives. */
    private static void clock(HttpServletResponse response) throws IOException {
        PrintWriter page = page(response, "Clock");
        for (int i = 0; i < CLOCK_TICKS; i++) {
            page.write("<p>" + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "\n");
            response.flushBuffer();
            pause();
        }
    }

    private static void slow(HttpServletResponse response) throws IOException {
        pause();
        pause();
        response.setContentType("text/plain");
        response.getWriter().write("That took two seconds.\n");
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static PrintWriter page(HttpServletResponse response, String title) throws IOException {
        response.setContentType(HtmlPage.TYPE);
        PrintWriter writer = response.getWriter();
        writer.write(HtmlPage.begin(title));
        return writer;
    }
}
