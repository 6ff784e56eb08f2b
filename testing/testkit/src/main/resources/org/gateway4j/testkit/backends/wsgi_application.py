"""A WSGI application (PEP 3333) for tests of gateways. The last segment of the path says what it does."""

import hashlib
import os
import time
from urllib.parse import parse_qs


def application(environ, start_response):
    page = PAGES.get(environ["PATH_INFO"].rsplit("/", 1)[-1], not_found)
    return page(environ, start_response)


def not_found(environ, start_response):
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b"no such page"]


def whole(start_response, text, status="200 OK"):
    body = text.encode("latin-1")
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def variables(environ, start_response):
    lines = [f"{name}={value}" for name, value in sorted(environ.items()) if isinstance(value, str)]
    return whole(start_response, "\n".join(lines))


def digest(environ, start_response):
    """Reads exactly the body and says how long it was and what its digest is."""
    left = int(environ.get("CONTENT_LENGTH") or 0)
    total = 0
    sha = hashlib.sha256()
    while left > 0:
        piece = environ["wsgi.input"].read(min(left, 65536))
        if not piece:
            break
        sha.update(piece)
        total += len(piece)
        left -= len(piece)
    return whole(start_response, f"{total} {sha.hexdigest()}")


def echo(environ, start_response):
    return whole(start_response, environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode("latin-1"))


def stream(environ, start_response):
    """Sends a piece, and the next one only when the test has made a file. It declares no length."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    yield b"first"
    wait_for(parameter(environ, "file"))
    yield b" second"


def cut(environ, start_response):
    """Sends half of what it declares, and goes on when the test has made a file, which it never does."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "10")])
    yield b"first"
    wait_for(parameter(environ, "file"))
    yield b"other"


def hang(environ, start_response):
    """Answers nothing until the test has made a file, which it never does."""
    wait_for(parameter(environ, "file"))
    return whole(start_response, "at last")


def large(environ, start_response):
    """As many bytes as are asked for, without a length."""
    start_response("200 OK", [("Content-Type", "application/octet-stream")])
    piece = b"x" * 65536
    for _ in range(int(parameter(environ, "pieces"))):
        yield piece


def none(environ, start_response):
    start_response("204 No Content", [])
    return []


def heads(environ, start_response):
    """Many fields, and one of them large."""
    fields = [(f"X-Field-{number}", "v" * 100) for number in range(100)]
    start_response("200 OK", fields + [("X-Large", "l" * int(parameter(environ, "size"))), ("Content-Length", "2")])
    return [b"ok"]


def worker(environ, start_response):
    return whole(start_response, str(os.getpid()))


def parameter(environ, name):
    return parse_qs(environ["QUERY_STRING"])[name][0]


def wait_for(file):
    while not os.path.exists(file):
        time.sleep(0.01)


PAGES = {
    "variables": variables,
    "digest": digest,
    "echo": echo,
    "stream": stream,
    "cut": cut,
    "hang": hang,
    "large": large,
    "none": none,
    "heads": heads,
    "worker": worker,
}
