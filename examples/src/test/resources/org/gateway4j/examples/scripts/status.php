<?php
http_response_code((int) $_SERVER['QUERY_STRING']);
header('ETag: "x"');
