<?php
header('Content-Type: text/plain');
$names = ['REQUEST_METHOD', 'REQUEST_URI', 'SCRIPT_NAME', 'PATH_INFO', 'QUERY_STRING', 'SERVER_PROTOCOL', 'SERVER_PORT',
    'REMOTE_ADDR', 'CONTENT_LENGTH', 'HTTP_X_TEST', 'HTTP_PROXY', 'HTTP_EXPECT', 'X_TEST_VARIABLE'];
foreach ($names as $name) {
    echo $name, '=', $_SERVER[$name] ?? '', "\n";
}
$body = file_get_contents('php://input');
echo 'BODY_LENGTH=', strlen($body), "\n";
echo 'BODY=', strlen($body) < 100 ? $body : '', "\n";
