<?php
// A FastCGI application on php-cgi.
header('Content-Type: text/plain');
switch ($_SERVER['PATH_INFO']) {
    case '/hello':
        echo $_SERVER['REQUEST_METHOD'], ' ', $_SERVER['QUERY_STRING'];
        break;
    case '/echo':
        readfile('php://input');
        break;
    case '/upload':
        $content = file_get_contents('php://input');
        echo strlen($content), ' ', crc32($content);
        break;
    case '/early':
        echo 'early';
        break;
    case '/exit':
        exit(1);
    case '/crash':
        posix_kill(posix_getpid(), SIGABRT);
        break;
    case '/crash-in-body':
        header('Content-Length: 200000');
        echo str_repeat('x', 100000);
        flush();
        posix_kill(posix_getpid(), SIGABRT);
        break;
}
