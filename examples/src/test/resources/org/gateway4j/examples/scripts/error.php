<?php
http_response_code(500);
header('Content-Type: text/plain');
echo "it went wrong\n";
