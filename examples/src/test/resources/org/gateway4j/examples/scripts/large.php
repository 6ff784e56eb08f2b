<?php
header('Content-Type: application/octet-stream');
$mib = str_repeat('0123456789abcdef', 65536);
for ($i = 0; $i < (int) $_GET['mib']; $i++) {
    echo $mib;
}
