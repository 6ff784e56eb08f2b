package org.gateway4j.host.spring;

import org.springframework.boot.WebApplicationType;

/** On Tomcat, with all of Spring's filters that read bodies. */
class ServletApplicationIT extends BootApplicationContract {

    @Override
    WebApplicationType type() {
        return WebApplicationType.SERVLET;
    }

    @Override
    String[] properties() {
        return new String[] {
            "--spring.mvc.hiddenmethod.filter.enabled=true", "--spring.mvc.formcontent.filter.enabled=true"
        };
    }
}
