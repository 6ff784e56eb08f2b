package org.gateway4j.host.spring;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

/** What Spring finds by reflection when it binds the properties of routes. All other hints are made by Spring Boot. */
final class GatewayRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        BindableRuntimeHintsRegistrar.forTypes(groups(RouteProperties.class).toList())
                .registerHints(hints, classLoader);
        register(hints, Deadline.class);
        register(hints, Secret.class);
    }

    /** The group and those within it. Spring Boot follows nested classes only. */
    private static Stream<Class<?>> groups(Class<?> group) {
        return Stream.concat(
                Stream.of(group),
                Arrays.stream(group.getRecordComponents())
                        .<Class<?>>map(RecordComponent::getType)
                        .filter(RouteProperties::isGroup)
                        .flatMap(GatewayRuntimeHints::groups));
    }

    private static void register(RuntimeHints hints, Class<?> type) {
        hints.reflection().registerType(type);
        hints.reflection()
                .registerMethod(
                        Objects.requireNonNull(ReflectionUtils.findMethod(type, "of", String.class)),
                        ExecutableMode.INVOKE);
    }
}
