package org.gateway4j.examples.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of Nagios, programs in C, which show what its daemon has left in files. */
class NagiosIT {

    private static final Path SCRIPTS = Path.of("/usr/lib/cgi-bin/nagios4");

    @TempDir
    Path home;

    private CgiHost host;

    @BeforeEach
    void start() throws Exception {
        RealBackends.installed(SCRIPTS);
        Path objects = Files.writeString(home.resolve("objects.cache"), """
                define timeperiod {
                	timeperiod_name	always
                	alias	Always
                	}
                define command {
                	command_name	check
                	command_line	/bin/true
                	}
                define contact {
                	contact_name	ann
                	service_notification_period	always
                	host_notification_period	always
                	service_notification_commands	check
                	host_notification_commands	check
                	}
                define host {
                	host_name	web
                	alias	The web server
                	address	192.0.2.1
                	check_period	always
                	check_command	check
                	contacts	ann
                	notification_period	always
                	max_check_attempts	1
                	}
                define service {
                	host_name	web
                	service_description	HTTP
                	check_period	always
                	check_command	check
                	contacts	ann
                	notification_period	always
                	max_check_attempts	1
                	}
                """);
        Path status = Files.writeString(home.resolve("status.dat"), """
                info {
                	version=4.4.6
                	}
                programstatus {
                	nagios_pid=1
                	}
                hoststatus {
                	host_name=web
                	current_state=0
                	has_been_checked=1
                	plugin_output=PING OK
                	}
                servicestatus {
                	host_name=web
                	service_description=HTTP
                	current_state=2
                	has_been_checked=1
                	plugin_output=HTTP CRITICAL
                	}
                """);
        Path main = Files.writeString(home.resolve("nagios.cfg"), """
                object_cache_file=%s
                status_file=%s
                log_file=%s
                """.formatted(
                        objects, status, Files.createFile(home.resolve("nagios.log"))));
        Path config = Files.writeString(home.resolve("cgi.cfg"), """
                main_config_file=%s
                physical_html_path=/usr/share/nagios4/htdocs
                url_html_path=/nagios4
                use_authentication=0
                """.formatted(main));
        host = CgiHost.start("/nagios4/cgi-bin=cgi:" + SCRIPTS + ",env.NAGIOS_CGI_CONFIG=" + config);
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status.cgi?host=all          | HTTP CRITICAL",
                "tac.cgi                      | Tactical Monitoring Overview",
                "extinfo.cgi?type=1&host=web  | PING OK",
                "config.cgi?type=hosts        | The web server",
                "summary.cgi                  | Alert Summary Report",
                "history.cgi?host=all         | Alert History",
                "statusjson.cgi?query=host&hostname=web | PING OK",
                "statusmap.cgi?host=all       | Network Map"
            })
    void showsWhatItsDaemonKnows(String page, String text) throws Exception {
        HttpResponse<String> shown = host.get("/nagios4/cgi-bin/" + page);

        assertEquals(200, shown.statusCode(), shown::body);
        assertTrue(shown.body().contains(text), shown::body);
    }

    /** Its programs end with the number of an error after a page that is whole. */
    @Test
    void showsPagesOfErrorsWhole() throws Exception {
        HttpResponse<String> help = host.get("/nagios4/cgi-bin/archivejson.cgi?query=none");
        assertEquals(200, help.statusCode(), help::body);
        assertTrue(help.body().strip().endsWith("}"), help::body);

        Files.delete(home.resolve("cgi.cfg"));
        HttpResponse<String> error = host.get("/nagios4/cgi-bin/status.cgi?host=all");
        assertEquals(200, error.statusCode(), error::body);
        assertTrue(error.body().contains("Could not open CGI config file"), error::body);
        assertTrue(error.body().strip().endsWith("</html>"), error::body);
    }
}
