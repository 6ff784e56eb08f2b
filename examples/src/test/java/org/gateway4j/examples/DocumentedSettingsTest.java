package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mount;
import org.gateway4j.scgi.ScgiGateway;
import org.gateway4j.script.DocumentRoot;
import org.gateway4j.uwsgi.UwsgiGateway;
import org.junit.jupiter.api.Test;

/** The page on configuration has each setting that can be made. */
class DocumentedSettingsTest {

    private static final Path PAGE = Path.of("../docs/guide/configuration.md");

    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final String WITH = "with";

    @Test
    void hasEverySetting() throws IOException {
        Set<String> documented = new TreeSet<>();
        CODE.matcher(Files.readString(PAGE))
                .results()
                .forEach(code -> WORD.matcher(code.group(1)).results().forEach(word -> documented.add(word.group())));

        Set<String> missing = new TreeSet<>();
        settings()
                .filter(setting -> !documented.contains(setting.substring(setting.indexOf('.') + 1)))
                .forEach(missing::add);
        assertEquals(Set.of(), missing);
    }

    private static Stream<String> settings() {
        return Stream.of(
                        // What makes the settings, and what is called by the name of one.
                        named(
                                List.of(
                                        FastCgiGateway.Builder.class,
                                        AjpGateway.Builder.class,
                                        CgiGateway.Builder.class,
                                        ScgiGateway.Builder.class,
                                        UwsgiGateway.Builder.class,
                                        DocumentRoot.class,
                                        SendfileRoots.class,
                                        HostConfig.class,
                                        Mount.class),
                                method -> method.getReturnType().isAssignableFrom(method.getDeclaringClass())),
                        named(
                                List.of(
                                        PoolConfig.class,
                                        Timeouts.class,
                                        Limits.class,
                                        Spooling.class,
                                        ProcessConfig.class),
                                method -> method.getName().startsWith(WITH)
                                        && !method.getName().equals("withDefaults")))
                .flatMap(settings -> settings);
    }

    private static Stream<String> named(List<Class<?>> types, Predicate<Method> isSetting) {
        return types.stream()
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()) && method.getParameterCount() > 0)
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .filter(isSetting)
                        .map(method -> type.getSimpleName() + "." + setting(method.getName())));
    }

    private static String setting(String method) {
        return method.startsWith(WITH) && method.length() > WITH.length() && Character.isUpperCase(method.charAt(4))
                ? method.substring(4, 5).toLowerCase(Locale.ROOT) + method.substring(5)
                : method;
    }
}
