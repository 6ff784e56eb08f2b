#!/bin/sh
sleep 2
echo 'Content-Type: text/plain'
echo
echo 'That took two seconds.'
