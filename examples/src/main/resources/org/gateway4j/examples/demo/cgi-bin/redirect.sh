#!/bin/sh
# A local redirect (RFC 3875 section 6.2.2): the server answers with the other page, and the client does not notice.
echo 'Location: /cgi-bin/environment.sh/redirected?from=redirect.sh'
echo
