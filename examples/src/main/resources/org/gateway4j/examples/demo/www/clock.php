<?php
header('Content-Type: text/event-stream');
header('Cache-Control: no-store');
while (ob_get_level() > 0) {
    ob_end_flush();
}
for ($i = 0; $i < 10; $i++) {
    echo 'data: ', date('H:i:s'), "\n\n";
    flush();
    sleep(1);
}
