package org.gateway4j.examples.demo;

/** What the demo's pages in Java have in common. */
final class HtmlPage {

    static final String TYPE = "text/html; charset=utf-8";

    private HtmlPage() {}

    static String begin(String title) {
        return """
                <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>%1$s</title>
                <link rel="stylesheet" href="/php/style.css"><p><a href="/">Gateway4j demo</a><h1>%1$s</h1>
                """.formatted(title);
    }

    /** A table's row with a name and a value. */
    static String row(String name, String value) {
        return "<tr><th>" + escape(name) + "<td>" + escape(value) + "\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
