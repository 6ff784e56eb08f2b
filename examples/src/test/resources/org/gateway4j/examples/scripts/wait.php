<?php
while (!file_exists(__DIR__ . "/{$_SERVER['QUERY_STRING']}.0")) {
    usleep(5000);
    clearstatcache();
}
