#!/bin/sh
# All that the script is told: its environment, its arguments, where it runs.
escape() {
    sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'
}

echo 'Content-Type: text/html; charset=utf-8'
echo
echo '<!DOCTYPE html><meta charset="utf-8"><title>Environment</title><link rel="stylesheet" href="/php/style.css">'
echo '<h1>Environment</h1>'
echo "<p>Process $$ with $# arguments in <code>$(pwd | escape)</code>."
echo '<pre>'
env | sort | escape
echo '</pre>'
