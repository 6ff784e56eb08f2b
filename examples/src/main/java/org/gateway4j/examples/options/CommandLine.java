package org.gateway4j.examples.options;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads the command line. A value stands behind its option or, with an equals sign, in it. */
public final class CommandLine {

    public static final String HELP = """
            Usage: java -jar gateway-host.jar [OPTION]...

            Serves applications that do not speak HTTP. Without --mount, serves a demo.

              --listen HOST:PORT        where to listen (default 127.0.0.1:8080; port 0 takes a free one)
              --mount PATH=PROTOCOL:TARGET,SETTING=VALUE,...
                                        the application at TARGET below PATH; PROTOCOL is fastcgi, ajp, scgi or
                                        uwsgi, TARGET then unix:/path or host:port; or cgi, TARGET then a
                                        directory of scripts or one executable; or files, TARGET then a
                                        directory; the longest PATH wins
              --timeout.DEADLINE TIME   for all mounts: connect, acquire, write, head, read or exchange;
                                        TIME such as 500ms, 30s, 5m, 2h, or off
              --tls HOST:PORT           where to listen for HTTPS, with HTTP/2 for clients that want it
              --tls.certificate FILE    its certificate: PEM, with --tls.key, or PKCS #12, with --tls.password
              --tls.key FILE            the key of a certificate in PEM, as unencrypted PKCS #8
              --tls.password TEXT       what opens the PKCS #12 file
              --gzip on                 compress responses for clients that accept it (default off)
              --log FILE                write a line for each request to FILE; yyyy_mm_dd in its name stands for the day
              --trust RANGE             believe the proxies of these addresses what they say of the client, such as
                                        10.0.0.0/8; may occur again (default none)
              --trust.fields FIELDS     by which fields they say it: x-forwarded (default) or forwarded
              --config FILE             read these options from a YAML file; options beside it win
              --help                    this text

            Settings of every mount:
              deny=PATTERN              answer 403 to these paths below PATH and to all below them, in any spelling:
                                        /data names one, *.inc a segment anywhere; * stands for characters of a
                                        segment, ** for any segments; letters of either case; may occur again
              spool=MODE                which bodies are read before the application is asked: unknown for those of
                                        unknown length, all, refuse for none and 411 to those of unknown length, or
                                        off for none: for ajp and cgi alone, and a program behind cgi must then read to
                                        the end of its input (default unknown; off for ajp)
              spool.max=BYTES           most of a body that is read so (default 128m), BYTES as 65536, 64k, 512m, 2g
              spool.total=BYTES         most of all bodies that the mount reads so at a time (default 1g)
              spool.memory=BYTES        of which are kept in memory (default 64k)
              spool.directory=DIRECTORY where the rest goes (default that for temporary files)
              limit.request.head=BYTES  limit.request.fields=N, limit.response.head, limit.response.fields: most of
                                        a head and of its fields (default 256k, 500, 128k, 500)
              limit.stderr=BYTES        limit.stderr.lines=N: most of a request's error output that is logged, and
                                        most lines a second (default 64k, 100)
              timeout.DEADLINE=TIME     as above, for this mount alone

            Settings of a FastCGI mount:
              root=DIRECTORY            run its scripts by the path below PATH, and serve its other files
              index=NAME                the script for a path with a slash at its end (default index.php)
              also=DIRECTORY            a further directory that symbolic links below root may lead to; may occur again
              links=resolve             tell the application where root really is at each request, so that PHP sees
                                        at once that a link was changed to a new release (default keep: as given)
              remote=on                 root is a path on the application's machine: serve no files, look up none
              front=/SCRIPT             the script for all paths that are neither a script nor a file
              script=FILE               instead of root: the one script for all paths
              env.NAME=VALUE            a further variable
              sendfile=DIRECTORY        send the files below it that X-Sendfile asks for
              accel=/PREFIX/:DIRECTORY  send the files below it that X-Accel-Redirect asks for, as /PREFIX/FILE
              max=N                     most connections (default 5): the application's number of workers

            Settings of an AJP mount, which is asked for the path as it came:
              secret=TEXT               the connector's secret
              max=N                     most connections (default 200): the connector's maxThreads
              idle=TIME                 how long to keep unused ones (default 15s): less than its keepAliveTimeout
              packet=BYTES              its packetSize, 8192 (default) to 65536
              ping=TIME                 ask with CPING before a connection unused for TIME is used again (default 1s), or off
              ping.connect=on           ask before a new connection is used
              route=NAME                the container's name in a cluster
              attribute.NAME=VALUE      a request attribute, which its allowedRequestAttributesPattern must match
              stored=METHOD+METHOD      methods to send by name, for Tomcats that decode their codes wrongly
              sendfile, accel: as above

            Settings of an SCGI or uwsgi mount, whose application gets PATH as SCRIPT_NAME and the rest as PATH_INFO:
              env.NAME=VALUE            a further variable
              max=N                     most connections (default 16): the number of requests it serves at once
              modifier1=N               of uwsgi alone: the plugin of uWSGI that answers (default 0: WSGI)
              modifier2=N               of uwsgi alone: what that plugin makes of it (default 0)
              sendfile, accel: as above

            Settings of a CGI mount:
              interpreter.EXT=COMMAND   run the files whose names end with .EXT by it: a path, and arguments after spaces
              also=DIRECTORY            a further directory that symbolic links among the scripts may lead to; may
                                        occur again
              links=off                 refuse symbolic links
              documents=DIRECTORY       the document root, which path info is translated to
              (these four for a directory of scripts alone)
              env.NAME=VALUE            a further variable, unless the request says otherwise
              inherit=NAME+NAME         variables of the host's own environment to pass on (default none)
              directory=DIRECTORY       where programs run (default: where each lies)
              auth=on                   pass the Authorization field on
              words=on                  pass the words of a query without an equals sign as arguments
              exit=success              which exit statuses leave an answer whole that has begun: success, any, or
                                        unsignalled (default) for any but death by a signal
              max=N                     most processes (default 32)
              grace=TIME                from TERM to KILL (default 2s)
              linger=TIME               how long to wait for error output after a program's exit (default 200ms)
              sendfile, accel: as above

            Settings of a mount of files:
              index=NAME                what a path with a slash at its end shows (default index.html); may occur again:
                                        the first that is there counts
              also=DIRECTORY            a further directory that symbolic links below TARGET may lead to; may occur again
              (and deny; scripts and hidden files are never sent)

            Examples:
              java -jar gateway-host.jar --mount /=fastcgi:unix:/run/php/php-fpm.sock,root=/srv/www,front=/index.php
              java -jar gateway-host.jar --mount /wiki=fastcgi:127.0.0.1:9000,root=/srv/wiki,deny=/data,deny=/conf
              java -jar gateway-host.jar --mount /shop=ajp:127.0.0.1:8009,secret=changeit
              java -jar gateway-host.jar --mount /cgi-bin=cgi:/usr/lib/cgi-bin,inherit=PATH+LANG
              java -jar gateway-host.jar --mount /git=cgi:/usr/lib/git-core/git-http-backend,env.GIT_PROJECT_ROOT=/srv/git
              java -jar gateway-host.jar --mount /py=uwsgi:unix:/run/app.sock
            """;

    private static final String MOUNT = "--mount";
    private static final String CONFIG = "--config";

    /** An option and its value. */
    private record Argument(String name, String value) {}

    private final OptionCollector collector = new OptionCollector();

    private CommandLine() throws UsageException {}

    public static boolean asksForHelp(String... arguments) {
        return List.of(arguments).contains("--help");
    }

    public static HostOptions parse(String... arguments) throws UsageException {
        CommandLine line = new CommandLine();
        List<Argument> given = line.split(List.of(arguments).iterator());
        for (Argument argument : given) {
            if (argument.name.equals(CONFIG)) {
                ConfigFile.read(argument.value, line.collector);
            }
        }
        for (Argument argument : given) {
            line.take(argument);
        }
        return line.collector.options();
    }

    private List<Argument> split(Iterator<String> rest) throws UsageException {
        List<Argument> given = new ArrayList<>();
        while (rest.hasNext()) {
            String text = rest.next();
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (!isKnown(name)) {
                throw new UsageException("option", text, "unknown; --help lists the options");
            }
            given.add(new Argument(name, equals < 0 ? next(name, rest) : text.substring(equals + 1)));
        }
        return given;
    }

    private boolean isKnown(String name) throws UsageException {
        return name.equals(MOUNT)
                || name.equals(CONFIG)
                || name.startsWith("--") && collector.knows(name.substring(2), Origin.COMMAND_LINE);
    }

    private static String next(String name, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(name, "", "must be followed by a value");
        }
        return rest.next();
    }

    private void take(Argument argument) throws UsageException {
        if (argument.name.equals(MOUNT)) {
            collector.mount(MountOptions.parse(argument.value), argument.value, Origin.COMMAND_LINE);
        } else if (!argument.name.equals(CONFIG)) {
            collector.take(argument.name.substring(2), argument.value, Origin.COMMAND_LINE);
        }
    }
}
