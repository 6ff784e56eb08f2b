package org.gateway4j.internal.files;

import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Translates file names between octets and {@link Path}s. A path names exactly the octets from which it was made; if
 * that is impossible, there is no path. The JDK itself replaces characters that its encoding lacks, so the file that is
 * checked would not be the file that is run.
 *
 * @param encoding the encoding of file names in this JVM
 */
public record FileNames(Charset encoding) {

    /** The limits of file systems in octets: NAME_MAX and PATH_MAX. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_PATH = 4095;

    /**
     * The names of this JVM. On Windows, file names are Unicode. Elsewhere they are octets, which the JDK decodes by
     * the platform's encoding.
     */
    public static FileNames ofThisJvm() {
        String platform = System.getProperty("sun.jnu.encoding");
        boolean known = File.separatorChar == '/' && platform != null && Charset.isSupported(platform);
        return new FileNames(known ? Charset.forName(platform) : StandardCharsets.UTF_8);
    }

    /** Whether there are UTF-8 names, as URLs have them, that this JVM cannot express. */
    public boolean areLimited() {
        return !encoding.equals(StandardCharsets.UTF_8) && !encoding.equals(StandardCharsets.ISO_8859_1);
    }

    /**
     * The path for octets below a directory.
     *
     * @param octets a relative path
     * @throws NoSuchFileException if, as far as this JVM can tell, no file can have this name
     * @throws CharacterCodingException if a file may have this name, but this JVM cannot express it
     */
    public Path below(Path directory, String octets) throws IOException {
        try {
            return directory.resolve(text(octets));
        } catch (InvalidPathException e) {
            throw unnamed();
        }
    }

    /** The path for octets. Throws as {@link #below} does. */
    public Path path(String octets) throws IOException {
        return below(Path.of(""), octets);
    }

    private String text(String octets) throws IOException {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, encoding);
        if (Arrays.equals(text.getBytes(encoding), bytes)) {
            return text;
        }
        if (areLimited()) {
            throw new CharacterCodingException();
        }
        throw unnamed();
    }

    private NoSuchFileException unnamed() {
        return new NoSuchFileException("octets that are no name in " + encoding);
    }

    /**
     * The octets of a path.
     *
     * @throws IllegalArgumentException if this JVM cannot express its name
     */
    public String octets(Path path) {
        String text = path.toString();
        if (!path.getFileSystem().getPath(text).equals(path)) {
            throw new IllegalArgumentException(
                    "path " + text + " is no text in " + encoding + ", the encoding of file names in this JVM");
        }
        return octets(text);
    }

    /** The octets of a path that is given as text. This JVM must be able to express it. */
    public String octets(String path) {
        return new String(path.getBytes(encoding), StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether a failed look-up means that the file does not exist. If not, its existence is unknown.
     *
     * @param name the relative path that was looked up, in octets
     */
    public boolean isAbsence(IOException failure, Path directory, String name) {
        if (failure instanceof NoSuchFileException) {
            return true;
        }
        return failure instanceof FileSystemException
                && !(failure instanceof AccessDeniedException)
                && (isTooLong(name) || leadsThroughAFile(directory, name));
    }

    private static boolean isTooLong(String name) {
        return name.length() > LONGEST_PATH
                || Arrays.stream(name.split("/", -1)).anyMatch(part -> part.length() > LONGEST_NAME);
    }

    private boolean leadsThroughAFile(Path directory, String name) {
        try {
            for (Path at = below(directory, name).getParent();
                    at != null && !at.equals(directory);
                    at = at.getParent()) {
                if (Files.exists(at) && !Files.isDirectory(at)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    /** The reason why a look-up failed, without any path. */
    public String reason(IOException failure) {
        if (failure instanceof CharacterCodingException) {
            return "its name cannot be expressed in " + encoding
                    + ", the encoding of file names in this JVM; run the host in a UTF-8 locale";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }
}
