package org.gateway4j.benchmarks.comparison;

import java.util.List;
import java.util.function.UnaryOperator;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.benchmarks.comparison.MatchStudy.Named;

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

    /**
     * Whether it and the application share one core. Not where both directions of two processes, or many processes, are
     * what it is about.
     */
    boolean isPinned() {
        return this != DUPLEX && this != CGI && this != HOSTS;
    }

    Study study() {
        return switch (this) {
            case FASTCGI_GET -> new GetStudy(Workload.FASTCGI_GET, Target.FASTCGI_GET);
            case AJP_GET -> new GetStudy(Workload.AJP_GET, Target.AJP_GET);
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
                post(Workload.FASTCGI_POST_1K, "tcp"),
                post(Workload.FASTCGI_POST_1K, "unix"),
                post(Workload.FASTCGI_POST_16K, "tcp"),
                post(Workload.FASTCGI_POST_16K, "unix"),
                post(Workload.AJP_POST_1K, "tcp"),
                post(Workload.AJP_POST_16K, "unix"));
        return new MatchStudy(Target.POST, Contestant.BARE, Contestant.GATEWAY, settings, UnaryOperator.identity());
    }

    private static Named post(Workload workload, String socket) {
        return new Named(
                workload.protocol() + ", " + workload.body() / 1024 + " KiB, " + socket,
                new Setting(workload, socket, 1));
    }

    private static Study downloads() {
        List<Named> settings = List.of(
                download(Workload.FASTCGI_DOWNLOAD_64M, "tcp"),
                download(Workload.FASTCGI_DOWNLOAD_64M, "unix"),
                download(Workload.AJP_DOWNLOAD_64M, "tcp"),
                download(Workload.AJP_DOWNLOAD_64M, "unix"));
        return new MatchStudy(Target.DOWNLOAD, Contestant.BARE, Contestant.GATEWAY, settings, Plan::forLongCalls);
    }

    private static Named download(Workload workload, String socket) {
        return new Named(workload.protocol() + ", " + socket, new Setting(workload, socket, 1));
    }

    private static Study uploads() {
        Workload workload = Workload.FASTCGI_UPLOAD_64M;
        List<Named> settings = List.of(
                new Named("FASTCGI, tcp", new Setting(workload, "tcp", 1)),
                new Named("FASTCGI, unix", new Setting(workload, "unix", 1)));
        return new MatchStudy(Target.UPLOAD, Contestant.BARE, Contestant.GATEWAY, settings, Plan::forLongCalls);
    }

    private static Study duplex() {
        List<Named> settings = List.of(
                new Named("FASTCGI, tcp", new Setting(Workload.FASTCGI_ECHO_8M, "tcp", 1)),
                new Named("FASTCGI, unix", new Setting(Workload.FASTCGI_ECHO_8M, "unix", 1)));
        return new MatchStudy(
                Target.DUPLEX, Contestant.HELPER_THREAD, Contestant.GATEWAY, settings, Plan::forLongCalls);
    }

    private static Study deadlines() {
        List<Named> settings = List.of(
                get(Workload.FASTCGI_GET, "tcp", 1),
                get(Workload.FASTCGI_GET, "tcp", 16),
                get(Workload.FASTCGI_GET, "unix", 16),
                get(Workload.AJP_GET, "tcp", 16));
        return new MatchStudy(
                Target.DEADLINES,
                Contestant.GATEWAY_WITHOUT_DEADLINES,
                Contestant.GATEWAY,
                settings,
                UnaryOperator.identity());
    }

    private static Named get(Workload workload, String socket, int callers) {
        Setting setting = new Setting(workload, socket, callers);
        return new Named(workload.protocol() + ", " + setting.text(), setting);
    }
}
