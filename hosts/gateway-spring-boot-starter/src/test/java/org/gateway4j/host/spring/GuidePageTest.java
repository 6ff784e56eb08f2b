package org.gateway4j.host.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** The page of the guide shows only properties with which an application starts. Maven runs tests in the folder of their module. */
class GuidePageTest {

    private static final Path PAGE = Path.of("../../docs/guide/hosts/spring-boot.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```properties$(.*?)^```$");

    @Test
    void applicationsStartWithAllPropertiesOfThePage() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(blocks).isNotEmpty();
        for (String block : blocks) {
            Properties properties = new Properties();
            properties.load(new StringReader(block));
            new WebApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            GatewayAutoConfiguration.class, GatewayServletAutoConfiguration.class))
                    .withPropertyValues(properties.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .toArray(String[]::new))
                    .run(context -> assertThat(context).hasNotFailed().hasSingleBean(GatewayRoutes.class));
        }
    }
}
