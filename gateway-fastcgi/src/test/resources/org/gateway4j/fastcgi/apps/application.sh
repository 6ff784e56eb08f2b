#!/bin/sh
# A CGI script, for fcgiwrap.
begin() {
    printf 'Content-Type: text/plain\r\n\r\n'
}

case $PATH_INFO in
    /hello)
        begin
        printf '%s %s' "$REQUEST_METHOD" "$QUERY_STRING"
        ;;
    /echo)
        begin
        cat
        ;;
    /upload)
        # gzip ends with the CRC and the length of what it was given.
        set -- $(gzip -1 -c | tail -c 8 | od -A n -t u4 --endian=little)
        begin
        printf '%s %s' "$2" "$1"
        ;;
    /early)
        begin
        printf early
        ;;
    /exit)
        exit 1
        ;;
    /crash)
        kill -ABRT $$
        ;;
    /crash-in-body)
        printf 'Content-Type: text/plain\r\nContent-Length: 200000\r\n\r\n'
        head -c 100000 /dev/zero
        kill -ABRT $$
        ;;
esac
