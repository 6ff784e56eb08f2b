#!/bin/sh
echo 'the demo'\''s error script ran' >&2
echo 'Status: 500 Out of Order'
echo 'Content-Type: text/plain'
echo
echo 'A response with status 500 and a body of its own passes unchanged.'
