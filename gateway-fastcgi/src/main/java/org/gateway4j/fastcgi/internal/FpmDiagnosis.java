package org.gateway4j.fastcgi.internal;

/** Explains the terse messages of PHP-FPM to the person who configures the gateway. */
public enum FpmDiagnosis {
    /** SCRIPT_FILENAME does not exist for PHP-FPM. */
    SCRIPT_UNKNOWN(
            "Primary script unknown",
            "PHP-FPM finds no file where SCRIPT_FILENAME says: the document root must be the path that PHP-FPM sees, in its"
                    + " container or chroot, and its user must be able to enter each directory"),

    /** The script's extension is not among {@code security.limit_extensions}. */
    EXTENSION_DENIED(
            "security.limit_extensions", "PHP-FPM runs only files with the extensions of security.limit_extensions"),

    /**
     * PHP-FPM cannot read the file with the body, or the file does not exist. It comes before {@link #PERMISSION},
     * because its message may contain that one's text.
     */
    BODY_FILE(
            "REQUEST_BODY_FILE: open(",
            "PHP-FPM cannot open the file that it was handed the body in, so the script has run without one: its user"
                    + " must be able to read the files that bodyFiles makes in spooling.directory, by the same path"),

    /** PHP-FPM may not read the script. */
    PERMISSION("Permission denied", "PHP-FPM's user may not read the script or a directory above it"),

    /** The body is larger than {@code post_max_size}. */
    BODY_TOO_LARGE("POST Content-Length of", "the request body is larger than PHP's post_max_size");

    private final String sign;
    private final String explanation;

    FpmDiagnosis(String sign, String explanation) {
        this.sign = sign;
        this.explanation = explanation;
    }

    /** Explains a piece of error output. Returns an empty string if there is no explanation. */
    public static String explain(String errorOutput) {
        for (FpmDiagnosis diagnosis : values()) {
            if (errorOutput.contains(diagnosis.sign)) {
                return diagnosis.explanation;
            }
        }
        return "";
    }
}
