package org.gateway4j.benchmarks.comparison;

import java.util.List;
import java.util.function.UnaryOperator;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.benchmarks.comparison.MatchStudy.Named;
import org.gateway4j.benchmarks.responder.Service;

/** What the table consists of; each is measured in a process of its own. */
enum StudyKind {
    FASTCGI_GET,
    AJP_GET,
    PEERS,
    POSTS,
    DOWNLOADS,
    UPLOADS,
    DUPLEX,
    DEADLINES,
    PACKETS,
    CODECS,
    CGI,
    HOSTS;

    private static final int LARGE = 64 << 20;
    private static final int ECHO = 8 << 20;

    /**
     * Whether it and the application share one core. Not where both directions of two processes, or many processes, are
     * what it is about.
     */
    boolean isPinned() {
        return this != DUPLEX && this != CGI && this != HOSTS;
    }

    Study study() {
        return switch (this) {
            case FASTCGI_GET -> new GetStudy(Service.Kind.FASTCGI, Target.FASTCGI_GET);
            case AJP_GET -> new GetStudy(Service.Kind.AJP, Target.AJP_GET);
            case PEERS -> new PeerStudy();
            case POSTS -> posts();
            case DOWNLOADS -> downloads();
            case UPLOADS -> uploads();
            case DUPLEX -> duplex();
            case DEADLINES -> deadlines();
            case PACKETS -> new PacketStudy();
            case CODECS -> new CodecStudy();
            case CGI -> new CgiStudy();
            case HOSTS -> new HostStudy();
        };
    }

    private static Study posts() {
        List<Named> settings = List.of(
                post(Service.Kind.FASTCGI, 1024, "tcp"),
                post(Service.Kind.FASTCGI, 1024, "unix"),
                post(Service.Kind.FASTCGI, 16_384, "tcp"),
                post(Service.Kind.FASTCGI, 16_384, "unix"),
                post(Service.Kind.AJP, 1024, "tcp"),
                post(Service.Kind.AJP, 16_384, "unix"));
        return new MatchStudy(Target.POST, Contestant.BARE, Contestant.GATEWAY, settings, UnaryOperator.identity());
    }

    private static Named post(Service.Kind protocol, int body, String socket) {
        Workload workload = Workload.post(protocol, body, Service.LARGEST_PACKET);
        return new Named(protocol + ", " + body / 1024 + " KiB, " + socket, new Setting(workload, socket, 1));
    }

    private static Study downloads() {
        List<Named> settings = List.of(
                download(Service.Kind.FASTCGI, "tcp"),
                download(Service.Kind.FASTCGI, "unix"),
                download(Service.Kind.AJP, "tcp"),
                download(Service.Kind.AJP, "unix"));
        return new MatchStudy(Target.DOWNLOAD, Contestant.BARE, Contestant.GATEWAY, settings, Plan::forLongCalls);
    }

    private static Named download(Service.Kind protocol, String socket) {
        return new Named(protocol + ", " + socket, new Setting(Workload.get(protocol, LARGE), socket, 1));
    }

    private static Study uploads() {
        Workload workload = Workload.post(Service.Kind.FASTCGI, LARGE, Service.USUAL_PACKET);
        List<Named> settings = List.of(
                new Named("FASTCGI, tcp", new Setting(workload, "tcp", 1)),
                new Named("FASTCGI, unix", new Setting(workload, "unix", 1)));
        return new MatchStudy(Target.UPLOAD, Contestant.BARE, Contestant.GATEWAY, settings, Plan::forLongCalls);
    }

    private static Study duplex() {
        List<Named> settings = List.of(
                new Named("FASTCGI, tcp", new Setting(Workload.echo(ECHO), "tcp", 1)),
                new Named("FASTCGI, unix", new Setting(Workload.echo(ECHO), "unix", 1)));
        return new MatchStudy(
                Target.DUPLEX, Contestant.HELPER_THREAD, Contestant.GATEWAY, settings, Plan::forLongCalls);
    }

    private static Study deadlines() {
        List<Named> settings = List.of(
                get(Service.Kind.FASTCGI, "tcp", 1),
                get(Service.Kind.FASTCGI, "tcp", 16),
                get(Service.Kind.FASTCGI, "unix", 16),
                get(Service.Kind.AJP, "tcp", 16));
        return new MatchStudy(
                Target.DEADLINES,
                Contestant.GATEWAY_WITHOUT_DEADLINES,
                Contestant.GATEWAY,
                settings,
                UnaryOperator.identity());
    }

    private static Named get(Service.Kind protocol, String socket, int callers) {
        Setting setting = new Setting(Workload.get(protocol, 200), socket, callers);
        return new Named(protocol + ", " + setting.text(), setting);
    }
}
