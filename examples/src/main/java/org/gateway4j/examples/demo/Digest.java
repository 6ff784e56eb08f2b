package org.gateway4j.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What was uploaded.
 *
 * @param length in bytes
 * @param sha256 in hexadecimal
 */
record Digest(long length, String sha256) {

    /** Reads all of a stream. */
    static Digest of(InputStream content) throws IOException {
        MessageDigest sha256 = newSha256();
        long length = content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
        return new Digest(length, HexFormat.of().formatHex(sha256.digest()));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return length + " bytes, SHA-256 <code>" + sha256 + "</code>";
    }
}
