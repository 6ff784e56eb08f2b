package org.gateway4j.benchmarks.comparison;

import java.util.function.Consumer;
import org.gateway4j.benchmarks.client.Workload;

/** What the table consists of; each is measured in a process of its own. */
enum Study {
    FASTCGI_GET,
    AJP_GET,
    SCGI_GET,
    UWSGI_GET,
    LOOPS,
    PEERS,
    POSTS,
    DOWNLOADS,
    UPLOADS,
    DUPLEX,
    DEADLINES,
    PACKETS,
    CODECS,
    CGI,
    HOSTS,
    LOOP_HOSTS;

    /**
     * Whether it and the application share one core. Not where both directions of two processes, or many processes, are
     * what it is about.
     */
    boolean isPinned() {
        return this != DUPLEX && this != CGI && this != HOSTS && this != LOOP_HOSTS;
    }

    /**
     * Measures.
     *
     * @param results where each figure goes as soon as it is known
     */
    void run(Plan plan, Consumer<Result> results) throws Exception {
        ExchangeStudy exchanges = new ExchangeStudy(plan, results);
        switch (this) {
            case FASTCGI_GET -> exchanges.gets(Workload.FASTCGI_GET, Target.FASTCGI_GET);
            case AJP_GET -> exchanges.gets(Workload.AJP_GET, Target.AJP_GET);
            case SCGI_GET -> exchanges.gets(Workload.SCGI_GET, Target.SCGI_GET);
            case UWSGI_GET -> exchanges.gets(Workload.UWSGI_GET, Target.UWSGI_GET);
            case LOOPS -> new LoopStudy(plan, results).run();
            case PEERS -> exchanges.peers();
            case POSTS -> exchanges.posts();
            case DOWNLOADS -> exchanges.downloads();
            case UPLOADS -> exchanges.uploads();
            case DUPLEX -> exchanges.echoes();
            case DEADLINES -> exchanges.deadlines();
            case PACKETS -> exchanges.packets();
            case CODECS -> CodecStudy.run(plan, results);
            case CGI -> exchanges.cgi();
            case HOSTS -> {
                try (HostStudy hosts = new HostStudy(plan, results)) {
                    hosts.run();
                }
            }
            case LOOP_HOSTS -> {
                try (LoopHostStudy hosts = new LoopHostStudy(plan, results)) {
                    hosts.run();
                }
            }
        }
    }
}
