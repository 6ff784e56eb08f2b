package org.gateway4j.host.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** What a native image must know, as Spring generates it for an application with the starter. */
class GatewayRuntimeHintsTest {

    private final RuntimeHints hints = hints();

    private static RuntimeHints hints() {
        GenericApplicationContext context = new GenericWebApplicationContext();
        context.getEnvironment().getSystemProperties().put("gateway4j.routes.blog.path", "/blog");
        try {
            new AnnotatedBeanDefinitionReader(context).register(GatewayAutoConfiguration.class);
            DefaultGenerationContext generation = new DefaultGenerationContext(
                    new ClassNameGenerator(ClassName.get("org.gateway4j.test", "Generated")),
                    new InMemoryGeneratedFiles());
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
            return generation.getRuntimeHints();
        } finally {
            System.clearProperty("gateway4j.routes.blog.path");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Deadline.class, Secret.class})
    void valuesAreMadeByReflection(Class<?> type) {
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type, "of"))
                .accepts(hints);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                GatewayProperties.class,
                GatewayProperties.ProxyProperties.class,
                RouteProperties.class,
                PoolProperties.class,
                DocumentRootProperties.class,
                HeaderRulesProperties.class,
                HealthProperties.class,
                AjpProperties.class,
                TimeoutsProperties.class,
                CgiProperties.class,
                UwsgiProperties.class,
                ProcessProperties.class
            })
    void propertiesAreBoundByReflection(Class<?> type) {
        assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
                .accepts(hints);
    }
}
