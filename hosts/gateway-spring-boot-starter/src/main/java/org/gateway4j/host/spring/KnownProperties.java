package org.gateway4j.host.spring;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Finds misspelt properties of routes. Spring Boot finds those of other groups, and overlooks those below entries of a list. */
final class KnownProperties {

    private static final ConfigurationPropertyName ROUTES = ConfigurationPropertyName.of("gateway4j.routes");

    private KnownProperties() {}

    /**
     * Looks at the names of all properties of routes. The environment of the process is left out, as it is by Spring Boot.
     *
     * @throws InvalidGatewayPropertyException if one is unknown
     */
    static void check(Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names
                    && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
                names.stream().filter(ROUTES::isAncestorOf).forEach(KnownProperties::check);
            }
        }
    }

    private static void check(ConfigurationPropertyName name) {
        Class<?> group = RouteProperties.class;
        int next = ROUTES.getNumberOfElements() + 1;
        while (RouteProperties.isGroup(group)) {
            RecordComponent found =
                    next < name.getNumberOfElements() ? find(group, name.getElement(next, Form.UNIFORM)) : null;
            if (found == null) {
                throw new Property(name.toString()).refuse(null, "is unknown; known are " + known(group));
            }
            group = found.getType();
            next++;
        }
    }

    private static @Nullable RecordComponent find(Class<?> group, String element) {
        return Arrays.stream(group.getRecordComponents())
                .filter(each -> each.getName().toLowerCase(Locale.ROOT).equals(element))
                .findFirst()
                .orElse(null);
    }

    private static String known(Class<?> group) {
        return Arrays.stream(group.getRecordComponents())
                .map(each -> DataObjectPropertyName.toDashedForm(each.getName()))
                .collect(joining(", "));
    }
}
