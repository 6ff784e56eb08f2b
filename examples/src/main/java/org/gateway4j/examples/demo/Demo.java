package org.gateway4j.examples.demo;

import java.io.IOException;
import org.gateway4j.Timeouts;
import org.gateway4j.balancer.Balancer;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.mounts.FastCgiApplication;

/** What the host serves without any mount: a front page, the pools' figures, and an application for each protocol. */
public final class Demo {

    private final Applications applications;
    private final String description;

    private Demo(DemoFolder folder, Backend php, TomcatPair tomcats, Timeouts timeouts) throws IOException {
        description = php.description() + ", " + tomcats.description();
        FrontPage front = new FrontPage(description);
        Applications.Builder all = new Applications.Builder();
        all.add("/php", FastCgiApplication.gateway(php.endpoint(), folder.www(), php.workers(), timeouts));
        Balancer balancer = tomcats.gateway(timeouts);
        all.add(EmbeddedTomcat.PATH, balancer);
        ShellScripts.gateway(folder, timeouts).ifPresent(scripts -> all.add(ShellScripts.PATH, scripts));
        all.add("/pools", new PoolFigures(all.gateways()));
        all.add("/members", new MemberFigures(balancer.members()));
        all.add("/", front);
        applications = all.closing(php::close)
                .closing(tomcats::close)
                .closing(folder::close)
                .build();
    }

    /** Starts the best backends that there are. They end when the applications are closed. */
    public static Demo start(Timeouts timeouts) throws IOException {
        DemoFolder folder = DemoFolder.create();
        try {
            return start(folder, Backends.startBest(folder), timeouts);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /** With a backend for PHP that has started. */
    static Demo start(DemoFolder folder, Backend php, Timeouts timeouts) throws IOException {
        try {
            return start(folder, php, TomcatPair.start(folder), timeouts);
        } catch (IOException e) {
            php.close();
            throw e;
        }
    }

    private static Demo start(DemoFolder folder, Backend php, TomcatPair tomcats, Timeouts timeouts)
            throws IOException {
        try {
            return new Demo(folder, php, tomcats, timeouts);
        } catch (IOException e) {
            tomcats.close();
            throw e;
        }
    }

    /** Which backends there are. */
    public String description() {
        return description;
    }

    public Applications applications() {
        return applications;
    }
}
