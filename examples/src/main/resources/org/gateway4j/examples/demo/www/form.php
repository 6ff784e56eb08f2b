<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Form</title>
<link rel="stylesheet" href="/php/style.css"><p><a href="/">Gateway4j demo</a><h1>Form</h1>
<form method="post"><label>Your name <input name="name" autofocus></label> <button>Send</button></form>
<?php
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    echo '<p>Hello, ', htmlspecialchars($_POST['name'] ?? 'nobody'), '!';
}
