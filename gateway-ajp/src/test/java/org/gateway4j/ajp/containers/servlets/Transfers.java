package org.gateway4j.ajp.containers.servlets;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;
import org.gateway4j.testkit.PatternStream;

/** Uploads and downloads of any size. */
final class Transfers {

    private Transfers() {}

    /** The length that was announced, and the body's length and digest. */
    static void digest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Pages.text(response, request.getContentLengthLong() + " " + digest(request.getInputStream()));
    }

    /** Each part's names, length and digest. */
    static void upload(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        StringBuilder text = new StringBuilder();
        for (Part part : request.getParts()) {
            text.append(part.getName()).append(' ').append(part.getSubmittedFileName());
            text.append(' ').append(digest(part.getInputStream())).append('\n');
        }
        Pages.text(response, text.toString());
    }

    private static String digest(InputStream from) throws IOException {
        try (DigestInputStream input = new DigestInputStream(from, PatternStream.sha256())) {
            long length = input.transferTo(OutputStream.nullOutputStream());
            return length + " "
                    + HexFormat.of().formatHex(input.getMessageDigest().digest());
        }
    }

    /** As many bytes of the pattern as the query says, with their length or without. */
    static void download(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long length = Long.parseLong(request.getParameter("length"));
        if (request.getParameter("announced") != null) {
            response.setContentLengthLong(length);
        }
        byte[] block = new byte[PatternStream.BLOCK];
        for (long number = 0; number * block.length < length; number++) {
            PatternStream.fill(block, number);
            response.getOutputStream().write(block, 0, (int) Math.min(block.length, length - number * block.length));
        }
    }
}
