package org.gateway4j.host.micrometer;

/** The class of a response's status, as the value of a tag: an application can choose among too many statuses. */
enum StatusClass {
    SUCCESS("2xx"),
    REDIRECTION("3xx"),
    CLIENT_ERROR("4xx"),
    SERVER_ERROR("5xx"),
    OTHER("other"),
    /** There was no response. */
    NONE("none");

    private final String tag;

    StatusClass(String tag) {
        this.tag = tag;
    }

    /** The class of a status, which is negative if there was no response. */
    static StatusClass of(int status) {
        return switch (status / 100) {
            case 2 -> SUCCESS;
            case 3 -> REDIRECTION;
            case 4 -> CLIENT_ERROR;
            case 5 -> SERVER_ERROR;
            default -> status < 0 ? NONE : OTHER;
        };
    }

    /** The value of the tag. */
    String tag() {
        return tag;
    }
}
