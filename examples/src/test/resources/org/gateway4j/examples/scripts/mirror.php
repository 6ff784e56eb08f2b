<?php
header('Content-Type: application/octet-stream');
stream_copy_to_stream(fopen('php://input', 'rb'), fopen('php://output', 'wb'));
