<?php
http_response_code(500);
error_log("the demo's error script ran");
?>
<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Error</title>
<link rel="stylesheet" href="/php/style.css"><p><a href="/">Gateway4j demo</a><h1>Error</h1>
<p>A response with status 500 and a body of its own passes unchanged.
