package org.gateway4j.ajp.containers;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.gateway4j.testkit.PatternStream;

/** The lines of containers. Each runs in a class loader of its own, since they are the same classes in different versions. */
public enum ContainerLine {
    TOMCAT_9_0("EmbeddedTomcat", "tomcat-9.0"),
    TOMCAT_10_1("EmbeddedTomcat", "tomcat-10.1"),
    TOMCAT_11_0("EmbeddedTomcat", "tomcat-11.0"),
    UNDERTOW_2_2("EmbeddedUndertow", "undertow-2.2", "undertow-common"),
    UNDERTOW_2_3("EmbeddedUndertow", "undertow-2.3", "undertow-common"),
    UNDERTOW_2_4("EmbeddedUndertow", "undertow-2.4", "undertow-common");

    private static final Path JARS = Path.of("target", "containers");

    private final String type;
    private final String own;
    private final String shared;

    ContainerLine(String type, String jars) {
        this(type, jars, jars);
    }

    ContainerLine(String type, String own, String shared) {
        this.type = type;
        this.own = own;
        this.shared = shared;
    }

    /** A container that runs. */
    public record Running(URLClassLoader loader, Object container) implements Closeable {

        /** Calls one of its methods, which takes strings or nothing. */
        public Object call(String method, String... arguments) {
            Class<?>[] types = Stream.of(arguments).map(String::getClass).toArray(Class<?>[]::new);
            try {
                return container.getClass().getMethod(method, types).invoke(container, (Object[]) arguments);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(method + " of " + container.getClass(), e);
            }
        }

        /** The port of its AJP listener. */
        public int port() {
            return ((IntSupplier) container).getAsInt();
        }

        @Override
        public void close() throws IOException {
            ((Closeable) container).close();
            loader.close();
        }
    }

    /** Starts a container with the application. */
    public Running start(Path directory, Map<String, String> properties) throws Exception {
        return start(type, directory, properties);
    }

    /** Starts a Tomcat with the web application. */
    public Running startServlets(Path directory, Map<String, String> properties) throws Exception {
        return start("ServletTomcat", directory, properties);
    }

    /** Starts a container with the contexts {@code /shop} and {@code /manager} and one at the root. */
    public Running startContexts(Path directory, Map<String, String> properties) throws Exception {
        return start(type.replace("Embedded", "Contexts"), directory, properties);
    }

    private Running start(String type, Path directory, Map<String, String> properties) throws Exception {
        URLClassLoader loader = loader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object container = loader.loadClass(ContainerLine.class.getPackageName() + "." + type)
                    .getConstructor(String.class, Map.class)
                    .newInstance(directory.toString(), properties);
            return new Running(loader, container);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private URLClassLoader loader() throws IOException {
        URL[] urls = urls().toArray(URL[]::new);
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        return this == TOMCAT_9_0 ? new JavaxClassLoader(urls, platform) : new URLClassLoader(urls, platform);
    }

    private List<URL> urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Class<?> ours : List.of(ContainerLine.class, PatternStream.class)) {
            urls.add(ours.getProtectionDomain().getCodeSource().getLocation());
        }
        for (String name : own.equals(shared) ? List.of(own) : List.of(own, shared)) {
            try (Stream<Path> jars = Files.list(JARS.resolve(name))) {
                for (Path jar : jars.toList()) {
                    urls.add(jar.toUri().toURL());
                }
            }
        }
        return urls;
    }
}
