package org.gateway4j.fastcgi.apps;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.gateway4j.fastcgi.Capabilities;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** A program on Perl's FCGI. */
class PerlFcgiIT extends ApplicationContract {

    @Override
    Program program(Site site) throws Exception {
        Path perl = RealBackends.program("perl");
        RealBackends.require("Perl's FCGI", Program.succeeds(perl.toString(), "-MFCGI", "-e", "1"));
        return Program.of(perl, Program.source("application.pl"));
    }

    @Override
    Capabilities capabilities() {
        return new Capabilities(OptionalInt.of(1), OptionalInt.of(1), Optional.of(false));
    }
}
