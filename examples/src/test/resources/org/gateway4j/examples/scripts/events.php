<?php
ini_set('default_charset', '');
header('Content-Type: text/event-stream');
while (ob_get_level() > 0) {
    ob_end_flush();
}
echo ": start\n";
flush();
for ($i = 0; $i < 3; $i++) {
    while (!file_exists(__DIR__ . "/{$_SERVER['QUERY_STRING']}.$i")) {
        usleep(5000);
        clearstatcache();
    }
    echo "data: $i\n";
    flush();
}
