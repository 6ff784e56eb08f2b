package org.gateway4j.benchmarks.comparison;

/** The measures of the table, each with what must be reached and what is aimed at. */
enum Target {
    FASTCGI_GET("FastCGI GET, rate over the bare socket's", 0.92, 0.96),
    AJP_GET("AJP GET, rate over the bare socket's", 0.92, 0.96),
    SCGI_GET("SCGI GET, rate over a bare socket that connects each time", 0.80, 0.90),
    UWSGI_GET("uwsgi GET, rate over a bare socket that connects each time", 0.80, 0.90),
    ADDED_CPU("CPU added over the bare socket per GET, µs", 1.5, 0.7),
    JETTY_RATE_TCP("FastCGI GET, rate over Jetty's client, TCP", 2.1, 2.3),
    JETTY_RATE_UNIX("FastCGI GET, rate over Jetty's client, Unix", 2.7, 3.0),
    JETTY_CPU_TCP("FastCGI GET, CPU over Jetty's client, TCP", 0.36, 0.31),
    JETTY_CPU_UNIX("FastCGI GET, CPU over Jetty's client, Unix", 0.27, 0.23),
    UNDERTOW_1("AJP GET, rate over Undertow's client, 1 caller", 2.0, 2.1),
    UNDERTOW_16("AJP GET, rate over Undertow's client, 16 callers", 1.35, 1.45),
    POST("POST, rate over one bare write", 0.92, 0.96),
    DOWNLOAD("64 MiB to an OutputStream, rate over the bare socket's", 0.88, 0.91),
    UPLOAD("64 MiB upload, rate over the bare socket's", 0.95, 0.98),
    DUPLEX("echo of 8 MiB, rate over a helper thread that writes", 1.5, 2.0),
    DEADLINES("GET with deadlines, rate over that without", 0.98, 1.0),
    AJP_PACKETS("AJP upload of 64 MiB, rate with packets of 64 KiB over 8 KiB", 4, 5),
    ALLOCATION("bytes allocated per GET, all threads, without building the request", 1024, 512),
    CODEC_ALLOCATION("bytes allocated per operation of a codec", 0, 0),
    CGI("CGI, rate over a bare ProcessBuilder", 0.95, 1.0),
    TOMCAT_CGI_1("CGI, rate over Tomcat's CGIServlet, 1 caller", 100, 200),
    TOMCAT_CGI_8("CGI, rate over Tomcat's CGIServlet, 8 callers", 25, 50),
    HOST_CPU("CPU that dispatching adds to a host's static answer, µs", 14, 9),
    JETTY_HOST("inside Jetty, rate over Jetty's FastCGI proxy", 2.0, 2.5),
    UNDERTOW_HOST("inside Undertow, rate over Undertow's AJP proxy", 1.4, 2.0),
    LOOP_BARE("GET on a loop, rate over a bare loop's", 0.60, 0.80),
    LOOP_CPU("GET on a loop, CPU over the blocking gateway's", 0.90, 0.70),
    LOOP_CPU_1("the same, 1 caller", 1.15, 1.0),
    LOOP_UNDERTOW("AJP GET on a loop, rate over Undertow's asynchronous client", 1.2, 1.4),
    LOOP_JETTY("FastCGI GET on a loop, rate over Jetty's client without waiting threads", 1.8, 2.1),
    LOOP_ALLOCATION("bytes allocated per GET on a loop, without building the request", 1024, 512),
    HOST_LOOP_CPU(
            "CPU added on a server's I/O threads, over that of the blocking gateway in the same server", 0.55, 0.40),
    UNDERTOW_LOOP_CPU("CPU added on Undertow's I/O threads, over that of Undertow's AJP proxy", 0.65, 0.50),
    UNDERTOW_LOOP_RATE("on Undertow's I/O threads, rate over Undertow's AJP proxy", 1.35, 1.5),
    NETTY_LOOP_RATE("on Netty's I/O threads, rate over the blocking gateway in Netty", 1.2, 1.5),
    NETTY_LOOP_NGINX("CPU added on Netty's I/O threads, over what nginx adds to its own static answer", 1.5, 1.15),
    /** No target: the only other FastCGI proxy on event loops in Java. */
    NETTY_LOOP_JETTY("on Netty's I/O threads, beside Jetty's own FastCGI proxy in Jetty", Double.NaN, Double.NaN),
    /** No target: what the least that a gateway can do reaches in its place. */
    FLOOR("a bare socket in the gateway's place", Double.NaN, Double.NaN),
    /** No target: what a server that is no Java peer does on the same load. */
    OTHER_HOST("CPU per dispatched request in a server that is not in Java, µs", Double.NaN, Double.NaN);

    private final String measure;
    private final double must;
    private final double aim;

    Target(String measure, double must, double aim) {
        this.measure = measure;
        this.must = must;
        this.aim = aim;
    }

    String measure() {
        return measure;
    }

    double must() {
        return must;
    }

    double aim() {
        return aim;
    }

    /** Whether less is better: so wherever the aim is below what must be reached. */
    private boolean isCost() {
        return aim < must || must == 0;
    }

    String verdict(double measured) {
        if (Double.isNaN(must)) {
            return "";
        }
        return meets(measured, aim) ? "aim" : meets(measured, must) ? "met" : "**not met**";
    }

    private boolean meets(double measured, double bound) {
        return isCost() ? measured <= bound : measured >= bound;
    }
}
