package org.gateway4j.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gateway4j.script.DocumentRoot;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.supervisor.FastCgiProgram;
import org.gateway4j.supervisor.PhpFpm;
import org.gateway4j.supervisor.SupervisedGateway;

/** The code of docs/guide/supervisor.md, which is compiled here and run by nobody. */
final class DocumentedSupervisor {

    private DocumentedSupervisor() {}

    static SupervisedGateway php(String databaseUrl) throws Exception {
        PhpFpm fpm = PhpFpm.of(Path.of("/usr/sbin/php-fpm8.2"))
                .withWorkers(8)
                .withUser("www-data")
                .withIni("memory_limit", "256M")
                .withEnvironment("DATABASE_URL", databaseUrl);

        SupervisedGateway php = SupervisedGateway.builder(fpm)
                .name("shop")
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/shop/public")).frontController("/index.php"))
                .build();
        php.start();
        return php;
    }

    static List<Object> programs() {
        FastCgiProgram go =
                FastCgiProgram.of(List.of("/srv/app/server", "{socket}")).withWorkers(100);

        FastCgiProgram python =
                FastCgiProgram.of(List.of("spawn-fcgi", "-n", "-s", "{socket}", "--", "/srv/app/main.py"));

        SupervisedGateway app = SupervisedGateway.builder(python)
                .processes(4)
                .scripts(ScriptMapper.script(Path.of("/srv/app/main.py")))
                .build();
        return List.of(go, app);
    }

    static void reload(SupervisedGateway php) {
        php.reload().whenComplete((done, failure) -> {
            if (failure != null) {
                System.err.println("the old processes go on: " + failure.getMessage());
            }
        });
    }

    static SupervisedGateway recycled(PhpFpm fpm, DocumentRoot scripts) {
        SupervisedGateway recycled = SupervisedGateway.builder(fpm)
                .scripts(scripts)
                .recycling(limits -> limits.withRequests(10_000)
                        .withAge(Duration.ofHours(12))
                        .withMemory(1L << 30))
                .build();
        return recycled;
    }
}
