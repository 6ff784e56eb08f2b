<?php
session_start();
$_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1;
?>
<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Session</title>
<link rel="stylesheet" href="/php/style.css"><p><a href="/">Gateway4j demo</a><h1>Session</h1>
<p>Visits in this session: <?= $_SESSION['visits'] ?>
