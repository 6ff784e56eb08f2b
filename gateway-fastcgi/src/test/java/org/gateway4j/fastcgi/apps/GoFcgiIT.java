package org.gateway4j.fastcgi.apps;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.gateway4j.fastcgi.Capabilities;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** A program on Go's net/http/fcgi. */
class GoFcgiIT extends ApplicationContract {

    @Override
    Program program(Site site) throws Exception {
        Path go = RealBackends.program("go");
        Path program = site.file("application");
        Program.compile(go, "build", "-o", program, Program.source("application.go"));
        return Program.of(program);
    }

    @Override
    Capabilities capabilities() {
        return new Capabilities(OptionalInt.empty(), OptionalInt.empty(), Optional.of(true));
    }
}
