package org.gateway4j.fastcgi.php;

import org.gateway4j.contract.facade.Driver;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.params.Parameter;

/** Tests against a PHP-FPM that is reached by a transport and over a driver. */
abstract class PhpFpmDriverTest extends PhpFpmTest {

    @Parameter(0)
    Transport transport;

    @Parameter(1)
    Driver driver;

    @Override
    final Driver driver() {
        return driver;
    }

    final PhpFpm.Settings children(int count) {
        return PhpFpm.Settings.of(transport).children(count);
    }
}
