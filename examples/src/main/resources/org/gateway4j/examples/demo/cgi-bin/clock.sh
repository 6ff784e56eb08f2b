#!/bin/sh
# Ten lines, a second apart. Each goes to the client when it is written.
echo 'Content-Type: text/plain; charset=utf-8'
echo 'Cache-Control: no-store'
echo
for tick in 1 2 3 4 5 6 7 8 9 10; do
    echo "$tick $(date +%T)"
    sleep 1
done
