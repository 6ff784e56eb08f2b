package org.gateway4j.examples.cgi;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What scripts tell of a file that they were sent. */
final class Md5 {

    private Md5() {}

    static String of(byte[] content) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    }
}
