<?php
header('Connection: close');
header('Keep-Alive: timeout=1');
header('Transfer-Encoding: chunked');
header('Date: Thu, 01 Jan 1970 00:00:00 GMT');
header('X-Accel-Redirect: /secret');
header('Set-Cookie: a=1');
header('Set-Cookie: b=2', false);
echo 'headers';
