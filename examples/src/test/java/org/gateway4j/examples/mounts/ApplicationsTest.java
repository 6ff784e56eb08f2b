package org.gateway4j.examples.mounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.gateway4j.PoolStats;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.examples.options.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationsTest {

    private static final String BOUNDS = ",limit.request.head=1m,limit.request.fields=1000,limit.response.head=64k,"
            + "limit.response.fields=50,limit.stderr=0,limit.stderr.lines=10,spool.memory=1m,spool.max=2g,"
            + "spool.total=20g,"
            + "spool.directory=/tmp";

    @TempDir
    Path root;

    @Test
    void makesAMountWithEverySetting() throws UsageException {
        try (Applications applications = applications("/=fastcgi:unix:/run/x.sock,root=" + root
                + ",also=" + root + ",also=" + root + ",deny=/data,deny=*.inc,sendfile=" + root + ",accel=/files/:"
                + root + ",links=resolve,index=main.php,front=/main.php,env.A=1,max=7,timeout.head=1s,read=off"
                + BOUNDS)) {

            PoolStats pool = applications.pools().get("");
            assertEquals(7, pool.limit());
        }
    }

    @Test
    void makesAMountOfOneScriptThatNeedNotBeHere() throws UsageException {
        try (Applications applications = applications("/app=fastcgi:127.0.0.1:9000,script=/not/here.py")) {

            assertEquals(List.of("/app"), List.copyOf(applications.pools().keySet()));
        }
    }

    @Test
    void makesAnAjpMountWithEverySetting() throws UsageException {
        try (Applications applications = applications(
                "/shop=ajp:[::1]:8009,secret=changeit,max=7,idle=30s,packet=65536,ping=off,ping.connect=on,route=a,"
                        + "attribute.app.flag=x,attribute.app.other=y,stored=DELETE+PROPFIND,sendfile=" + root
                        + ",accel=/files/:" + root + ",timeout.head=1s,read=off,deny=/private,spool=off" + BOUNDS)) {

            PoolStats pool = applications.pools().get("/shop");
            assertEquals(7, pool.limit());
        }
    }

    @Test
    void makesAnAjpMountWithoutSettings() throws UsageException {
        try (Applications applications = applications("/=ajp:unix:/run/tomcat.sock")) {

            PoolStats pool = applications.pools().get("");
            assertEquals(200, pool.limit());
        }
    }

    @Test
    void balancesSeveralApplications() throws UsageException {
        try (Applications applications = applications("/shop=ajp:a@10.0.0.1:8009|b@10.0.0.2:8009|unix:/run/c.sock,"
                + "policy=least,sticky=JSESSIONID,weight.a=3,standby=unix:/run/c.sock,secret=changeit,max=7")) {

            PoolStats pool = applications.pools().get("/shop");
            assertEquals(21, pool.limit());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scgi:[::1]:4000", "uwsgi:unix:/run/app.sock,modifier1=5,modifier2=255"})
    void makesAnApplicationServersMountWithEverySetting(String target) throws UsageException {
        try (Applications applications = applications("/py=" + target + ",max=7,env.A=1,sendfile=" + root
                + ",accel=/files/:" + root + ",timeout.head=1s,read=off,deny=/private,spool=all" + BOUNDS)) {

            PoolStats pool = applications.pools().get("/py");
            assertEquals(7, pool.limit());
        }
    }

    @Test
    void makesACgiMountWithEverySetting() throws Exception {
        try (Applications applications =
                applications("/cgi-bin=cgi:" + root + ",interpreter.pl=/usr/bin/perl -T,interpreter.sh=/bin/sh"
                        + ",also=" + root + ",also=" + root + ",links=off,documents=" + root
                        + ",env.A=1,env.B=,inherit=PATH+LANG,directory=" + root
                        + ",auth=on,words=on,exit=unsignalled,max=7,grace=500ms,linger=2s,sendfile=" + root
                        + ",accel=/files/:" + root + ",timeout.head=1s,read=off,deny=*.bak,spool=all" + BOUNDS)) {

            PoolStats pool = applications.pools().get("/cgi-bin");
            assertEquals(7, pool.limit());
        }
    }

    @Test
    void makesACgiMountOfOneExecutable() throws UsageException {
        try (Applications applications = applications("/sh=cgi:/bin/sh,env.A=1,spool=off")) {

            PoolStats pool = applications.pools().get("/sh");
            assertEquals(32, pool.limit());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /=spdy:h:1                | --mount / protocol "spdy": unknown; allowed are ajp, cgi, fastcgi, files, php, scgi, uwsgi
                    /=scgi:4000               | --mount / target "4000": endpoint "4000" is neither unix:/path nor
                    /=scgi:h:1,spool=off      | --mount / setting spool "off": spooling.mode STREAM_ALL: the application
                    /=scgi:h:1,max=0          | --mount / setting max "0": must be a number from 1
                    /=scgi:h:1,env.HTTP_PROXY=x | --mount / setting env.HTTP_PROXY "x": variable HTTP_PROXY is
                    /=scgi:h:1,modifier1=5    | --mount / setting modifier1 "5": unknown; allowed settings are deny, max, env
                    /=uwsgi:h:1,modifier1=256 | --mount / setting modifier1 "256": must be a number from 0 to 255
                    /=uwsgi:h:1,modifier2=x   | --mount / setting modifier2 "x": must be a number from 0 to 255
                    /=uwsgi:h:1,root=R        | --mount / setting root "R": unknown; allowed settings are deny, max, env
                    /x=php:R/none             | --mount /x target "R/none": must be a directory that exists
                    /=php:R,program=R         | --mount / setting program "R": must be an executable file
                    /=php:R,program=/bin/true,workers=0 | --mount / setting workers "0": must be a number from 1
                    /=php:R,program=/bin/true,user=a/b | --mount / setting user "a/b": user of
                    /=php:R,program=/bin/true,ini.=1 | --mount / setting ini. "1":
                    /=php:R,program=/bin/true,env.A=B=C,root=R | --mount / setting root "R": unknown; allowed settings are deny
                    /=php:R,program=/bin/true,spool=off | --mount / setting spool "off": PHP-FPM reads no body of unknown
                    /x=cgi:R/none             | --mount /x target "R/none": must be a directory of scripts or an executable
                    /x=cgi:/etc/passwd        | --mount /x target "/etc/passwd": must be a directory of scripts or an exec
                    /=cgi:R,interpreter.pl=perl    | --mount / setting interpreter.pl "perl": interpreter [perl] for .pl is
                    /=cgi:R,interpreter.=/bin/sh   | --mount / setting interpreter. "/bin/sh": extension "." does not
                    /=cgi:R,also=R/none       | --mount / setting also "R/none": must be a directory that exists
                    /=cgi:R,links=no          | --mount / setting links "no": must be on or off
                    /=cgi:R,documents=R/none  | --mount / setting documents "R/none": must be a directory that exists
                    /=cgi:R,directory=R/none  | --mount / setting directory "R/none": must be a directory that exists
                    /=cgi:R,env.HTTP_PROXY=x  | --mount / setting env.HTTP_PROXY "x": variable HTTP_PROXY is never
                    /=cgi:R,env.=x            | --mount / setting env. "x": variable has no name
                    /=cgi:R,inherit=PATH++LANG | --mount / setting inherit "PATH++LANG": variable has no name
                    /=cgi:R,also=/tmp,also=R/none | --mount / setting also "R/none": must be a directory that exists
                    /=cgi:R,max=1,max=2       | --mount / setting max "2": occurs twice
                    /=cgi:R,env.A=1,env.A=2   | --mount / setting env.A "2": occurs twice
                    /=cgi:R,deny=/a//b        | --mount / setting deny "/a//b": must be a path such as /data or *.inc
                    /=cgi:R,spool=some        | --mount / setting spool "some": must be one of off, refuse, unknown, all
                    /=cgi:R,spool.max=1t      | --mount / setting spool.max "1t": must be a number of bytes such as
                    /=cgi:R,spool.total=all   | --mount / setting spool.total "all": must be a number of bytes such as
                    /=cgi:R,spool.directory=R/none | --mount / setting spool.directory "R/none": must be a directory
                    /=cgi:R,limit.request.head=1 | --mount / setting limit.request.head "1": limits.requestHead is 1; it
                    /=cgi:R,limit.stderr=3g   | --mount / setting limit.stderr "3221225472": must be less than 2g
                    /=fastcgi:h:1,root=R,spool=off | --mount / setting spool "off": spooling.mode STREAM_ALL: the application
                    /=fastcgi:h:1,root=/x,remote=on,also=/tmp | --mount / setting remote "on": goes without also
                    /=fastcgi:h:1,root=/x,remote=on,links=resolve | --mount / setting remote "on": goes without also and
                    /=fastcgi:h:1,links=resolve,script=/x.php | --mount / setting script "/x.php": goes without root
                    /=fastcgi:h:1,root=R,links=off     | --mount / setting links "off": must be keep or resolve
                    /=fastcgi:h:1,remote=on,script=/x.php | --mount / setting script "/x.php": goes without root
                    /=cgi:R,auth=yes          | --mount / setting auth "yes": must be on or off
                    /=cgi:R,words=1           | --mount / setting words "1": must be on or off
                    /=cgi:R,exit=0            | --mount / setting exit "0": must be one of success, unsignalled, any
                    /=cgi:R,max=0             | --mount / setting max "0": must be a number from 1
                    /=cgi:R,grace=soon        | --mount / setting grace "soon": must be a duration
                    /=cgi:R,linger=0s         | --mount / setting linger "0s": must be a duration greater than zero
                    /=cgi:R,sendfile=R/none   | --mount / setting sendfile "R/none": must be a directory that exists
                    /=cgi:R,read=soon         | --mount / setting read "soon": must be a duration
                    /=cgi:R,index=x           | --mount / setting index "x": unknown; allowed settings are deny, interpreter.
                    /=cgi:/bin/sh,links=off   | --mount / setting links "off": unknown; allowed settings are deny, inherit
                    /=fastcgi:nowhere,root=R  | --mount / target "nowhere": endpoint "nowhere" is neither unix:/path nor
                    /=fastcgi:h:0,root=R      | --mount / target "h:0": endpoint port 0 is not within 1 to 65535
                    /=fastcgi:h:1             | --mount / setting root "": must be a directory
                    /=fastcgi:h:1,root=R/none | --mount / setting root "R/none": must be a directory that exists
                    /=fastcgi:h:1,root=R,script=/x.php | --mount / setting script "/x.php": goes without root
                    /=fastcgi:h:1,root=R,index=a/b.php | --mount / setting index "a/b.php": must be a file name
                    /=fastcgi:h:1,root=R,index=main    | --mount / setting index "main": must be a file name; it must have
                    /=fastcgi:h:1,root=R,front=x.php   | --mount / setting front "x.php": must be a path below root
                    /=fastcgi:h:1,root=R,also=R/none   | --mount / setting also "R/none": must be a directory that exists
                    /=fastcgi:h:1,also=/tmp,script=/x.php | --mount / setting script "/x.php": goes without root
                    /=fastcgi:h:1,root=R,sendfile=R/none | --mount / setting sendfile "R/none": must be a directory
                    /=fastcgi:h:1,root=R,accel=R       | --mount / setting accel "R": must be a path that begins
                    /=fastcgi:h:1,root=R,accel=/x:R    | --mount / setting accel "/x:R": must be a path that begins
                    /=fastcgi:h:1,root=R,accel=/x/:R/none | --mount / setting accel "R/none": must be a directory
                    /=fastcgi:h:1,root=R,max=0         | --mount / setting max "0": must be a number from 1
                    /=fastcgi:h:1,root=R,read=soon     | --mount / setting read "soon": must be a duration
                    /=fastcgi:h:1,root=R,env.HTTP_PROXY=x | --mount / setting env.HTTP_PROXY "x": variable HTTP_PROXY is
                    /=fastcgi:h:1,root=R,secret=x      | --mount / setting secret "x": unknown; allowed settings are deny,
                    /=ajp:8009                | --mount / target "8009": endpoint "8009" is neither unix:/path nor
                    /=ajp:h:1,secret=         | --mount / setting secret "": secret is empty
                    /=ajp:h:1,max=many        | --mount / setting max "many": must be a number from 1
                    /=ajp:h:1,idle=0s         | --mount / setting idle "0s": must be a duration greater than zero
                    /=ajp:h:1,packet=8k       | --mount / setting packet "8k": must be a number from 1
                    /=ajp:h:1,packet=4096     | --mount / setting packet "4096": packetSize is 4096; it must be within 8192
                    /=ajp:h:1,ping=often      | --mount / setting ping "often": must be a duration
                    /=ajp:h:1,ping.connect=1  | --mount / setting ping.connect "1": must be on or off
                    /=ajp:h:1,attribute.AJP_REMOTE_PORT=1 | --mount / setting attribute.AJP_REMOTE_PORT "1": attribute
                    /=ajp:h:1,attribute.a b=1 | --mount / setting attribute.a b "1": variable name "a b": character
                    /=ajp:h:1,attribute.jakarta.servlet.include.path_info=x | --mount / setting attribute.jakarta.servlet
                    /=ajp:h:1,stored=GET+GET  | --mount / setting stored "GET+GET": duplicate element: GET
                    /=ajp:h:1,sendfile=R/none | --mount / setting sendfile "R/none": must be a directory that exists
                    /=ajp:h:1,read=soon       | --mount / setting read "soon": must be a duration
                    /=ajp:h:1,root=R          | --mount / setting root "R": unknown; allowed settings are deny, secret, max
                    """)
    void refusesNamingTheMountTheSettingAndWhatIsAllowed(String mount, String message) {
        UsageException refusal = assertThrows(
                UsageException.class,
                () -> applications(mount.replace("root=R", "root=" + root).replaceAll("(cgi|php):R", "$1:" + root)));

        String text = String.valueOf(refusal.getMessage()).replace(root.toString(), "R");
        assertTrue(text.startsWith(message), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    /=ajp:h:1|            ; --mount / target "h:1|": must have a target on both sides of each |
                    /=ajp:a@h:1|a@h:2     ; --mount / target "a@h:1|a@h:2": has two members named a
                    /=ajp:h:1|h           ; --mount / target "h": endpoint "h" is neither unix:/path nor
                    /=ajp:h:1|h:2,policy=best ; --mount / setting policy "best": must be one of two, least, turns, latency
                    /=ajp:h:1|h:2,sticky=a=b  ; --mount / setting sticky "a=b":
                    /=ajp:h:1|h:2,weight.a=2  ; --mount / setting weight.a "a": must be a member, which are h:1, h:2
                    /=ajp:a@h:1|h:2,weight.a=0 ; --mount / setting weight.a "0": must be a number from 1 to 9999
                    /=ajp:h:1|h:2,standby=b   ; --mount / setting standby "b": must be a member, which are h:1, h:2
                    /=ajp:h:1|h:2,nice=5      ; --mount / setting nice "5": unknown; allowed settings are deny, policy, sticky
                    /=ajp:h:1,policy=least    ; --mount / setting policy "least": unknown; allowed settings are deny, secret
                    """)
    void refusesBalancedMounts(String mount, String message) {
        UsageException e = assertThrows(UsageException.class, () -> applications(mount));

        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    private static Applications applications(String mount) throws UsageException {
        return Applications.of(CommandLine.parse("--mount", mount));
    }
}
