package org.gateway4j.fastcgi.php;

/** How an application is reached. */
enum Transport {
    TCP,
    UNIX
}
