<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Variables</title>
<link rel="stylesheet" href="/php/style.css"><p><a href="/">Gateway4j demo</a><h1>Variables</h1>
<p>PHP <?= PHP_VERSION ?> as <?= PHP_SAPI ?>, process <?= getmypid() ?>.
<table>
<?php
ksort($_SERVER);
foreach ($_SERVER as $name => $value) {
    echo '<tr><th>', htmlspecialchars($name), '<td>', htmlspecialchars((string) json_encode($value, JSON_UNESCAPED_SLASHES)), "\n";
}
?>
</table>
