package org.gateway4j.ajp.containers.servlets;

import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.authenticator.FormAuthenticator;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.servlets.WebdavServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;

/** Two applications as they are written for servlet containers: pages and files at the root, WebDAV below {@code /dav}. */
public final class WebApplication {

    private static final long MEBIBYTE = 1 << 20;

    private static final Map<String, Page> PAGES = Map.ofEntries(
            Map.entry("/session", Pages::session),
            Map.entry("/login", Pages::login),
            Map.entry("/login-failed", Pages::loginFailed),
            Map.entry("/members/*", Pages::member),
            Map.entry("/snoop/*", Pages::snoop),
            Map.entry("/tls", Pages::tls),
            Map.entry("/error", Pages::error),
            Map.entry("/redirect", Pages::redirect),
            Map.entry("/digest", Transfers::digest),
            Map.entry("/upload", Transfers::upload),
            Map.entry("/download", Transfers::download),
            Map.entry("/events", Steps::events),
            Map.entry("/next", Steps::next),
            Map.entry("/hold", Steps::hold),
            Map.entry("/load", Steps::load),
            Map.entry("/fail", Steps::fail));

    private WebApplication() {}

    /** Deploys them; the directory gets their files. */
    public static void deploy(Tomcat tomcat, String directory) {
        try {
            Path www = Files.createDirectory(Path.of(directory, "www"));
            Files.writeString(www.resolve("page.html"), "<p>a static page</p>\n");
            Path dav = Files.createDirectory(Path.of(directory, "dav"));
            deployPages(tomcat, tomcat.addContext("", www.toString()), directory);
            deployDav(tomcat.addContext("/dav", dav.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deployPages(Tomcat tomcat, Context context, String directory) {
        PAGES.forEach((path, page) -> {
            Wrapper wrapper = Tomcat.addServlet(context, path, page.servlet());
            wrapper.setMultipartConfigElement(
                    new MultipartConfigElement(directory, 1024 * MEBIBYTE, 1024 * MEBIBYTE, (int) MEBIBYTE));
            context.addServletMapping(path, path);
        });
        context.addMimeMapping("html", "text/html");
        Tomcat.addServlet(context, "files", new DefaultServlet());
        context.addServletMapping("/", "files");
        protectMembers(tomcat, context);
    }

    private static void protectMembers(Tomcat tomcat, Context context) {
        tomcat.addUser("ann", "p\u00e4ss");
        tomcat.addRole("ann", "member");
        SecurityCollection members = new SecurityCollection();
        members.addPattern("/members/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addAuthRole("member");
        constraint.addCollection(members);
        context.addConstraint(constraint);
        context.addSecurityRole("member");
        context.setLoginConfig(new LoginConfig("FORM", "members", "/login", "/login-failed"));
        FormAuthenticator authenticator = new FormAuthenticator();
        authenticator.setCharacterEncoding("UTF-8");
        context.getPipeline().addValve(authenticator);
    }

    private static void deployDav(Context context) {
        Wrapper wrapper = Tomcat.addServlet(context, "dav", new WebdavServlet());
        wrapper.addInitParameter("readonly", "false");
        wrapper.addInitParameter("listings", "true");
        context.addServletMapping("/*", "dav");
    }
}
