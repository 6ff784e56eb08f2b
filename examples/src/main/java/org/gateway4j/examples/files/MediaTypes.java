package org.gateway4j.examples.files;

import java.util.Objects;
import org.eclipse.jetty.http.MimeTypes;

/** Content types by the extension of a file's name. */
final class MediaTypes {

    private static final MimeTypes TYPES = types();

    private MediaTypes() {}

    /** Those of Jetty, what it leaves out, and what browsers call otherwise. */
    private static MimeTypes types() {
        MimeTypes.Mutable types = new MimeTypes.Mutable(MimeTypes.DEFAULTS);
        types.addMimeMapping("md", "text/markdown");
        types.addMimeMapping("map", "application/json");
        types.addMimeMapping("webm", "video/webm");
        types.addMimeMapping("ico", "image/x-icon");
        return types;
    }

    /** Whether a file is a style, a program for the browser, a picture or a font: what pages are made of beside their text. */
    static boolean isPartOfPages(String fileName) {
        String type = of(fileName);
        return type.equals("text/css")
                || type.equals("text/javascript")
                || type.startsWith("image/")
                || type.startsWith("font/");
    }

    static String of(String fileName) {
        return Objects.requireNonNullElse(TYPES.getMimeByExtension(fileName), "application/octet-stream");
    }
}
