<?php
header('Content-Type: text/plain');
sleep(2);
echo "That took two seconds.\n";
