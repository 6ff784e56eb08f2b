/* A FastCGI application on libfcgi, in all three roles. */
#include <fcgi_stdio.h>
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value == NULL ? "" : value;
}

static void head(void) {
    printf("Content-Type: text/plain\r\n\r\n");
}

static void hello(void) {
    head();
    printf("%s %s", variable("REQUEST_METHOD"), variable("QUERY_STRING"));
}

static void echo(void) {
    char piece[8192];
    size_t count;
    head();
    while ((count = fread(piece, 1, sizeof piece, stdin)) > 0) {
        fwrite(piece, 1, count, stdout);
    }
}

static uint32_t crc32(uint32_t crc, const unsigned char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
        }
    }
    return crc;
}

static void upload(void) {
    unsigned char piece[8192];
    size_t count;
    size_t length = 0;
    uint32_t crc = 0xFFFFFFFFu;
    while ((count = fread(piece, 1, sizeof piece, stdin)) > 0) {
        crc = crc32(crc, piece, count);
        length += count;
    }
    head();
    printf("%lu %u", (unsigned long) length, ~crc);
}

static void early(void) {
    head();
    printf("early");
}

static void crash_in_body(void) {
    char piece[1000];
    memset(piece, 'x', sizeof piece);
    printf("Content-Type: text/plain\r\nContent-Length: 200000\r\n\r\n");
    for (int i = 0; i < 100; i++) {
        fwrite(piece, 1, sizeof piece, stdout);
    }
    fflush(stdout);
    abort();
}

static void respond(void) {
    const char *path = variable("PATH_INFO");
    if (strcmp(path, "/hello") == 0) {
        hello();
    } else if (strcmp(path, "/echo") == 0) {
        echo();
    } else if (strcmp(path, "/upload") == 0) {
        upload();
    } else if (strcmp(path, "/early") == 0) {
        early();
    } else if (strcmp(path, "/exit") == 0) {
        _exit(1);
    } else if (strcmp(path, "/crash") == 0) {
        abort();
    } else if (strcmp(path, "/crash-in-body") == 0) {
        crash_in_body();
    }
}

static void authorize(void) {
    if (strcmp(variable("HTTP_AUTHORIZATION"), "Bearer valid") == 0) {
        printf("Status: 200 OK\r\nVariable-REMOTE_USER: ada\r\n\r\n");
    } else {
        printf("Status: 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\n\r\nWho are you?");
    }
}

/* The content of the file in upper case, after what the client has sent. */
static void filter(void) {
    int c;
    echo();
    FCGI_StartFilterData();
    while ((c = fgetc(stdin)) != EOF) {
        putchar(toupper(c));
    }
}

int main(void) {
    while (FCGI_Accept() >= 0) {
        const char *role = variable("FCGI_ROLE");
        if (strcmp(role, "AUTHORIZER") == 0) {
            authorize();
        } else if (strcmp(role, "FILTER") == 0) {
            filter();
        } else {
            respond();
        }
    }
    return 0;
}
