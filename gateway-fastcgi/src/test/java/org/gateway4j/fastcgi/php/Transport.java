package org.gateway4j.fastcgi.php;

/** How an application is reached. */
public enum Transport {
    TCP,
    UNIX
}
