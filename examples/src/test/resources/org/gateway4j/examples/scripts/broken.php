<?php
header('Content-Type: text/plain');
if ($_SERVER['QUERY_STRING'] === 'length') {
    header('Content-Length: 1000');
}
while (ob_get_level() > 0) {
    ob_end_flush();
}
echo 'the beginning';
flush();
posix_kill(getmypid(), 9);
