package org.gateway4j.ajp.containers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Defines the tests' own classes as if they had been written for the servlet API of Tomcat 9: the names in their constant pools
 * begin with {@code javax} instead of {@code jakarta}.
 */
final class JavaxClassLoader extends URLClassLoader {

    private static final int UTF8 = 1;

    JavaxClassLoader(URL[] urls, ClassLoader parent) {
        super(urls, parent);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.startsWith(JavaxClassLoader.class.getPackageName())) {
            return super.findClass(name);
        }
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = renamed(new DataInputStream(file));
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static byte[] renamed(DataInputStream from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream to = new DataOutputStream(bytes);
        to.writeLong(from.readLong());
        int count = from.readUnsignedShort();
        to.writeShort(count);
        for (int i = 1; i < count; i++) {
            int tag = from.readUnsignedByte();
            to.writeByte(tag);
            if (tag == UTF8) {
                to.writeUTF(from.readUTF().replaceAll("jakarta([./])servlet", "javax$1servlet"));
            } else {
                to.write(from.readNBytes(size(tag)));
            }
            if (tag == 5 || tag == 6) {
                // Numbers of eight bytes take two places.
                i++;
            }
        }
        from.transferTo(to);
        return bytes.toByteArray();
    }

    /** How many bytes follow a tag, by table 4.4-A of the JVM specification. */
    private static int size(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalArgumentException("tag " + tag);
        };
    }
}
