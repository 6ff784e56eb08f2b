#!/bin/sh
# Shows what was posted: as many bytes of the input as there are.
escape() {
    sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'
}

echo 'Content-Type: text/html; charset=utf-8'
echo
echo '<!DOCTYPE html><meta charset="utf-8"><title>Form</title><link rel="stylesheet" href="/php/style.css">'
echo '<h1>Form</h1>'
echo '<form method="post"><label>Your name <input name="name" autofocus></label> <button>Send</button></form>'
if [ "$REQUEST_METHOD" = POST ]; then
    echo "<p>Received $CONTENT_LENGTH bytes: <code>$(head -c "$CONTENT_LENGTH" | escape)</code>"
fi
