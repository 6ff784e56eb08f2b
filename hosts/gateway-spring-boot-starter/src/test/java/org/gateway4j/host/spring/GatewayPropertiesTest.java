package org.gateway4j.host.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayBuilder;
import org.gateway4j.Headers;
import org.gateway4j.PoolConfig;
import org.gateway4j.Timeouts;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mount;
import org.gateway4j.host.TrustedProxies;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

class GatewayPropertiesTest {

    private static final String BLOG = "gateway4j.routes[0].path=/blog/**";
    private static final String PHP = "gateway4j.routes[0].target=fastcgi:unix:/run/php/php-fpm.sock";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    GatewayAutoConfiguration.class,
                    GatewayMetricsAutoConfiguration.class,
                    GatewayHealthAutoConfiguration.class,
                    GatewayServletAutoConfiguration.class));

    @TempDir
    Path directory;

    private String root;

    @BeforeEach
    void root() {
        root = "gateway4j.routes[0].root=" + directory;
    }

    private static List<Route> routes(AssertableWebApplicationContext context) {
        return context.getBean(GatewayRoutes.class).list();
    }

    @Test
    void threePropertiesServePhp() {
        runner.withPropertyValues(BLOG, PHP, root).run(context -> {
            Route route = routes(context).get(0);

            assertThat(route.mount().prefix()).isEqualTo("/blog");
            assertThat(route.mount().gateway()).isPresent();
            assertThat(route).hasToString("/blog/** -> fastcgi:unix:/run/php/php-fpm.sock (blog)");
            assertThat(context.getBean("gatewayFilter", FilterRegistrationBean.class)
                            .getFilter())
                    .isInstanceOf(CountedGatewayFilter.class);
        });
    }

    @Test
    void noPropertyMakesNothing() {
        runner.run(context -> assertThat(context).doesNotHaveBean(GatewayRoutes.class));
    }

    @Test
    void canBeDisabled() {
        runner.withPropertyValues(BLOG, PHP, root, "gateway4j.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(GatewayRoutes.class));
    }

    @Test
    void isForWebApplications() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class))
                .withPropertyValues(BLOG, PHP, root)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(GatewayRoutes.class));
    }

    @Test
    void routesHaveNamesOrPlaces() {
        runner.withPropertyValues(
                        BLOG,
                        PHP,
                        root,
                        "gateway4j.routes[1].path=/",
                        "gateway4j.routes[1].target=ajp:127.0.0.1:8009",
                        "gateway4j.routes[1].name=shop",
                        "gateway4j.routes.tools.path=/tools",
                        "gateway4j.routes.tools.target=cgi:" + directory)
                .run(context -> assertThat(routes(context))
                        .extracting(Route::name)
                        .containsExactlyInAnyOrder("blog", "shop", "tools"));
    }

    @Test
    void everySettingReachesItsBuilder() throws Exception {
        Path program = Files.createFile(directory.resolve("program"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        runner.withPropertyValues(
                        BLOG,
                        PHP,
                        root,
                        "gateway4j.routes[0].document-root.index=home.php",
                        "gateway4j.routes[0].documentRoot.extensions=.php,.php8",
                        "gateway4j.routes[0].document-root.front-controller=/index.php",
                        "gateway4j.routes[0].document-root.file-checks=false",
                        "gateway4j.routes[0].document-root.remember-for=5s",
                        "gateway4j.routes[0].document-root.allow-links-to=/srv/shared",
                        "gateway4j.routes[0].variables.[APP_ENV]=prod",
                        "gateway4j.routes[0].pool.max-connections=7",
                        "gateway4j.routes[0].pool.maxIdle=3",
                        "gateway4j.routes[0].pool.idle_timeout=3s",
                        "gateway4j.routes[0].pool.max-age=2h",
                        "gateway4j.routes[0].pool.max-uses=99",
                        "gateway4j.routes[0].pool.max-waiters=11",
                        "gateway4j.routes[0].pool.reuse=latest-first",
                        "gateway4j.routes[0].pool.repeated-methods=GET,HEAD",
                        "gateway4j.routes[0].timeouts.connect=1s",
                        "gateway4j.routes[0].timeouts.acquire=2s",
                        "gateway4j.routes[0].timeouts.write=3s",
                        "gateway4j.routes[0].timeouts.head=4s",
                        "gateway4j.routes[0].timeouts.read=5s",
                        "gateway4j.routes[0].timeouts.exchange=off",
                        "gateway4j.routes[0].timeouts.request-body=1500ms",
                        "gateway4j.routes[0].limits.request-head=32KB",
                        "gateway4j.routes[0].limits.request-headers=50",
                        "gateway4j.routes[0].limits.response-head=16KB",
                        "gateway4j.routes[0].limits.response-headers=60",
                        "gateway4j.routes[0].limits.stderr=1KB",
                        "gateway4j.routes[0].limits.stderr-lines-per-second=5",
                        "gateway4j.routes[0].spooling.mode=all",
                        "gateway4j.routes[0].spooling.memory=128KB",
                        "gateway4j.routes[0].spooling.max=1GB",
                        "gateway4j.routes[0].spooling.max-total=8GB",
                        "gateway4j.routes[0].spooling.directory=" + directory,
                        "gateway4j.routes[0].sendfile.roots=/srv/files",
                        "gateway4j.routes[0].sendfile.accel.[/internal/]=/srv/internal",
                        "gateway4j.routes[0].max-redirects=2",
                        "gateway4j.routes[0].fastcgi.keep-connections=true",
                        "gateway4j.routes[0].fastcgi.padding=true",
                        "gateway4j.routes[0].fastcgi.body-files=true",
                        "gateway4j.routes[0].fastcgi.server-software=Boot/4",
                        "gateway4j.routes[0].health.timeout=1s",
                        "gateway4j.routes[0].health.ping-path=/ping",
                        "gateway4j.routes[1].path=/shop",
                        "gateway4j.routes[1].target=ajp:127.0.0.1:8009",
                        "gateway4j.routes[1].ajp.secret=s3cret",
                        "gateway4j.routes[1].ajp.packet-size=16KB",
                        "gateway4j.routes[1].ajp.cping-after-idle=off",
                        "gateway4j.routes[1].ajp.cping-on-connect=true",
                        "gateway4j.routes[1].ajp.route=node1",
                        "gateway4j.routes[1].ajp.allowed-attributes=tenant",
                        "gateway4j.routes[1].ajp.send-methods-by-name=DELETE",
                        "gateway4j.routes[1].ajp.forward-client-certificate-chain=false",
                        "gateway4j.routes[2].path=/tools",
                        "gateway4j.routes[2].target=cgi:" + directory,
                        "gateway4j.routes[2].cgi.processes.max=3",
                        "gateway4j.routes[2].cgi.processes.max-waiters=4",
                        "gateway4j.routes[2].cgi.processes.max-starts=2",
                        "gateway4j.routes[2].cgi.processes.grace=1s",
                        "gateway4j.routes[2].cgi.processes.output-grace=1s",
                        "gateway4j.routes[2].cgi.interpreters.py=/usr/bin/python3,-I",
                        "gateway4j.routes[2].cgi.allow-links-to=/srv/shared",
                        "gateway4j.routes[2].cgi.follow-links=false",
                        "gateway4j.routes[2].cgi.document-root=/srv/www",
                        "gateway4j.routes[2].cgi.environment.LANG=C.UTF-8",
                        "gateway4j.routes[2].cgi.inherit=PATH",
                        "gateway4j.routes[2].cgi.working-directory=" + directory,
                        "gateway4j.routes[2].cgi.pass-authorization=true",
                        "gateway4j.routes[2].cgi.pass-query-as-arguments=true",
                        "gateway4j.routes[2].cgi.exit-policy=success-only",
                        "gateway4j.routes[2].cgi.server-software=Boot/4",
                        "gateway4j.routes[3].path=/py",
                        "gateway4j.routes[3].target=uwsgi:unix:/run/app.sock",
                        "gateway4j.routes[3].pool.max-connections=2",
                        "gateway4j.routes[3].variables.[APP_ENV]=prod",
                        "gateway4j.routes[3].uwsgi.modifier1=5",
                        "gateway4j.routes[3].uwsgi.modifier2=1",
                        "gateway4j.routes[4].path=/scgi",
                        "gateway4j.routes[4].target=scgi:127.0.0.1:4000",
                        "gateway4j.routes[4].pool.max-connections=2",
                        "gateway4j.routes[4].variables.[APP_ENV]=prod")
                .run(context -> {
                    GatewayProperties properties = context.getBean(GatewayProperties.class);
                    RouteProperties php = properties.routes().get("0");

                    assertThat(routes(context)).hasSize(5);
                    assertThat(php)
                            .hasNoNullFieldsOrPropertiesExcept(
                                    "gateway",
                                    "name",
                                    "script",
                                    "prefix",
                                    "requestHeaders",
                                    "responseHeaders",
                                    "ajp",
                                    "cgi",
                                    "uwsgi");
                    assertThat(php.pool()).hasNoNullFieldsOrProperties();
                    assertThat(php.timeouts()).hasNoNullFieldsOrProperties();
                    assertThat(php.limits()).hasNoNullFieldsOrProperties();
                    assertThat(php.spooling()).hasNoNullFieldsOrProperties();
                    assertThat(properties.routes().get("1").ajp()).hasNoNullFieldsOrProperties();
                    assertThat(properties.routes().get("2").cgi()).hasNoNullFieldsOrProperties();
                    assertThat(properties.routes().get("3").uwsgi()).hasNoNullFieldsOrProperties();
                    assertThat(properties.toString()).doesNotContain("s3cret");
                });
    }

    @Test
    void groupsChangeWhatTheyAreFor() {
        Property at = new Property("x");

        assertThat(new PoolProperties(7, null, null, null, null, 11, null, null).change(PoolConfig.defaults(), at))
                .isEqualTo(PoolConfig.of(7).withMaxWaiters(11));
        assertThat(new TimeoutsProperties(null, null, null, Deadline.of("4s"), null, Deadline.of("off"), null)
                        .change(Timeouts.defaults(), at))
                .isEqualTo(Timeouts.defaults().withHead(Duration.ofSeconds(4)).withExchange(Timeouts.NEVER));
    }

    @Test
    void headersAndPrefixChange() {
        runner.withPropertyValues(
                        BLOG,
                        PHP,
                        root,
                        "gateway4j.routes[0].prefix=stripped",
                        "gateway4j.routes[0].request-headers.remove=X-Secret",
                        "gateway4j.routes[0].response-headers.set.X-Frame-Options=DENY",
                        "gateway4j.routes[0].response-headers.rename.X-Old=X-New",
                        "gateway4j.routes[0].response-headers.add.Vary[0]=Cookie")
                .run(context -> {
                    Mount mount = routes(context).get(0).mount();
                    Headers given = Headers.builder()
                            .add("X-Secret", "1")
                            .add("X-Old", "2")
                            .build();

                    assertThat(mount.treatment()).isEqualTo(Mount.Prefix.STRIPPED);
                    assertThat(mount.requestHeaders().apply(given).contains("X-Secret"))
                            .isFalse();
                    assertThat(mount.responseHeaders().apply(given))
                            .isEqualTo(Headers.builder()
                                    .add("X-Secret", "1")
                                    .add("X-New", "2")
                                    .add("X-Frame-Options", "DENY")
                                    .add("Vary", "Cookie")
                                    .build());
                });
    }

    @Test
    void proxiesAreTrustedByAddress() throws Exception {
        runner.withPropertyValues(
                        BLOG,
                        PHP,
                        root,
                        "gateway4j.trusted-proxies.addresses=10.0.0.0/8",
                        "gateway4j.trusted-proxies.fields=forwarded")
                .run(context -> {
                    TrustedProxies proxies =
                            context.getBean(GatewayHost.class).config().trustedProxies();

                    assertThat(proxies.fields()).isEqualTo(TrustedProxies.Fields.FORWARDED);
                    assertThat(proxies.contains(InetAddress.getByName("10.1.2.3")))
                            .isTrue();
                });
    }

    @Test
    void beansCustomizeBuildersAndHost() {
        List<Map.Entry<String, GatewayBuilder<?>>> seen = new ArrayList<>();
        HostConfig other = HostConfig.defaults().accessLog(event -> {});
        runner.withPropertyValues(BLOG, PHP, root)
                .withBean(GatewayBuilderCustomizer.class, () -> (route, builder) -> seen.add(Map.entry(route, builder)))
                .withBean(HostConfigCustomizer.class, () -> given -> other)
                .run(context -> {
                    assertThat(seen).extracting(Map.Entry::getKey).containsExactly("blog");
                    assertThat(context.getBean(GatewayHost.class).config()).isSameAs(other);
                });
    }

    @Test
    void beansAnswerByName() {
        Gateway gateway = Mockito.mock(Gateway.class);
        runner.withPropertyValues(BLOG, "gateway4j.routes[0].gateway=mine")
                .withBean("mine", Gateway.class, () -> gateway)
                .run(context ->
                        assertThat(routes(context).get(0).mount().gateway()).contains(gateway));
    }

    @Test
    void asynchronousServletsTakeAsyncGateways() {
        AsyncGateway gateway = Mockito.mock(AsyncGateway.class);
        runner.withPropertyValues(BLOG, "gateway4j.routes[0].gateway=mine", "gateway4j.servlet.async=true")
                .withBean("mine", AsyncGateway.class, () -> gateway)
                .run(context -> assertThat(routes(context).get(0).mount().asyncGateway())
                        .contains(gateway));
    }
}
