package org.gateway4j.host.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.Environment;

/** Each mistake ends the start, and the message names the property, its value and what is allowed. */
class InvalidPropertiesTest {

    private static final String ROUTE = "gateway4j.routes[0].";

    private Environment environment;

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withInitializer(context -> environment = context.getEnvironment())
            .withConfiguration(
                    AutoConfigurations.of(GatewayAutoConfiguration.class, GatewayServletAutoConfiguration.class));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            target=gopher:there               | target                     | gopher:there | must be fastcgi:ADDRESS
            target=fastcgi:nowhere            | target                     | nowhere      | nowhere
            path=blog                         | path                       | blog         | must be / or a path
            path=/a/../b                      | path                       | /a/../b      | must be / or a path
            pool.max-connections=-1           | pool.max-connections       | -1           | at least 1
            timeouts.head=0s                  | timeouts.head              | 0            | head
            limits.request-head=4GB           | limits.request-head        | 4294967296B  | less than 2GB
            spooling.mode=stream-all          | spooling                   | ''           | STREAM_ALL: the application needs the length of a body
            max-redirects=-1                  | max-redirects              | -1           | must not be negative
            document-root.front-controller=x  | document-root.front-controller | x        | slash
            document-root.index=a/b           | document-root.index        | a/b          | not a file name
            response-headers.set.[X Bad]=x    | response-headers.set.X Bad | ''           | X Bad
            name=a/b                          | name                       | a/b          | slash
            timeouts.haed=3s                  | timeouts.haed              | ''           | known are connect, acquire
            ajp.secret=x                      | ajp                        | ''           | no meaning for the target
            uwsgi.modifier1=5                 | uwsgi                      | ''           | no meaning for the target
            cgi.follow-links=false            | cgi                        | ''           | no meaning for the target
            gateway=mine                      | gateway                    | mine         | beside target
            script=/srv/one.php               | script                     | /srv/one.php | beside root
            """)
    void namesPropertyValueAndWhatIsAllowed(String wrong, String property, String value, String allowed) {
        runner.withPropertyValues(
                        ROUTE + "path=/blog",
                        ROUTE + "target=fastcgi:127.0.0.1:9000",
                        ROUTE + "root=/srv/www",
                        ROUTE + wrong)
                .run(context -> assertThat(analysis(context).getDescription())
                        .contains("Property: " + ROUTE + property)
                        .contains(value == null ? "" : value)
                        .contains(allowed));
    }

    @ParameterizedTest
    @CsvSource({"path", "target", "root"})
    void namesWhatIsMissing(String missing) {
        String[] given = Stream.of("path=/blog", "target=fastcgi:127.0.0.1:9000", "root=/srv/www")
                .filter(each -> !each.startsWith(missing))
                .map(each -> ROUTE + each)
                .toArray(String[]::new);

        runner.withPropertyValues(given)
                .run(context -> assertThat(analysis(context).getDescription())
                        .contains("Property: " + ROUTE + missing)
                        .contains("is missing"));
    }

    @Test
    void tellsWhereThePropertyWasSet() {
        runner.withPropertyValues(ROUTE + "path=/blog", ROUTE + "target=gopher:there")
                .run(context -> assertThat(analysis(context).getDescription()).contains("Origin: "));
    }

    @Test
    void hidesSecrets() {
        runner.withPropertyValues(
                        ROUTE + "path=/shop", ROUTE + "target=ajp:127.0.0.1:8009", ROUTE + "ajp.secret=geheim\u20ac")
                .run(context -> assertThat(analysis(context).getDescription())
                        .contains("Property: " + ROUTE + "ajp.secret")
                        .contains("******")
                        .doesNotContain("geheim"));
    }

    @Test
    void refusesTwoRoutesWithOnePath() {
        runner.withPropertyValues(
                        ROUTE + "path=/a",
                        ROUTE + "target=ajp:127.0.0.1:8009",
                        "gateway4j.routes[1].name=other",
                        "gateway4j.routes[1].path=/a/**",
                        "gateway4j.routes[1].target=ajp:127.0.0.1:8009")
                .run(context -> assertThat(analysis(context).getDescription()).contains("mounted twice"));
    }

    @Test
    void refusesTwoRoutesWithOneName() {
        runner.withPropertyValues(
                        ROUTE + "path=/a",
                        ROUTE + "target=ajp:127.0.0.1:8009",
                        "gateway4j.routes.a.path=/b",
                        "gateway4j.routes.a.target=ajp:127.0.0.1:8009")
                .run(context -> assertThat(analysis(context).getDescription()).contains("the name of another route"));
    }

    @Test
    void refusesMisspeltPropertiesOfTheStarter() {
        runner.withPropertyValues(ROUTE + "path=/a", ROUTE + "target=ajp:127.0.0.1:8009", "gateway4j.trusted=10.0.0.1")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(UnboundConfigurationPropertiesException.class)
                        .rootCause()
                        .hasMessageContaining("gateway4j.trusted"));
    }

    @Test
    void refusesMisspeltPropertiesOfRoutes() {
        runner.withPropertyValues(ROUTE + "path=/a", ROUTE + "target=ajp:127.0.0.1:8009", ROUTE + "timeout.head=3s")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(UnboundConfigurationPropertiesException.class)
                        .rootCause()
                        .hasMessageContaining("gateway4j.routes[0].timeout.head"));
    }

    @Test
    void refusesProgramsThatAreNotThere() {
        runner.withPropertyValues(ROUTE + "path=/a", ROUTE + "target=cgi:/does/not/exist")
                .run(context -> assertThat(analysis(context).getDescription())
                        .contains("Property: " + ROUTE + "target")
                        .contains("/does/not/exist")
                        .contains("neither a directory nor"));
    }

    @Test
    void refusesValuesOfTheWrongType() {
        runner.withPropertyValues(ROUTE + "path=/a", ROUTE + "target=ajp:127.0.0.1:8009", ROUTE + "timeouts.head=soon")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("gateway4j.routes[0].timeouts.head")
                        .hasStackTraceContaining("soon"));
    }

    @Test
    void refusesBeansThatAreNoGateways() {
        runner.withPropertyValues(ROUTE + "path=/a", ROUTE + "gateway=mine")
                .withBean("mine", AsyncGateway.class, () -> Mockito.mock(AsyncGateway.class))
                .run(context -> assertThat(analysis(context).getDescription()).contains("must be a Gateway"));
        runner.withPropertyValues(ROUTE + "path=/a", ROUTE + "gateway=nobody")
                .run(context -> assertThat(analysis(context).getDescription()).contains("no bean with that name"));
    }

    @Test
    void refusesBeansThatBlockInReactiveApplications() {
        new ReactiveWebApplicationContextRunner()
                .withInitializer(context -> environment = context.getEnvironment())
                .withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class))
                .withPropertyValues(ROUTE + "path=/a", ROUTE + "gateway=mine")
                .withBean("mine", Gateway.class, () -> Mockito.mock(Gateway.class))
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("must be an AsyncGateway"));
    }

    private FailureAnalysis analysis(AssertableWebApplicationContext context) {
        return analysis(context.getStartupFailure());
    }

    private FailureAnalysis analysis(@Nullable Throwable failure) {
        assertThat(failure).isNotNull();
        FailureAnalysis analysis = new InvalidGatewayPropertyFailureAnalyzer(environment).analyze(failure);
        assertThat(analysis).as("%s", failure).isNotNull();
        return analysis;
    }
}
