<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Upload</title>
<link rel="stylesheet" href="/php/style.css"><p><a href="/">Gateway4j demo</a><h1>Upload</h1>
<form method="post" enctype="multipart/form-data">
<input type="file" name="files[]" multiple> <button>Upload</button></form>
<?php
foreach ($_FILES['files']['error'] ?? [] as $i => $error) {
    $name = htmlspecialchars($_FILES['files']['name'][$i]);
    if ($error !== UPLOAD_ERR_OK) {
        echo "<p>$name: error $error";
        continue;
    }
    $file = $_FILES['files']['tmp_name'][$i];
    printf('<p>%s: %d bytes, SHA-256 <code>%s</code>', $name, filesize($file), hash_file('sha256', $file));
}
