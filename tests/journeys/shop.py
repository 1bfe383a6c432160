"""A customer's site with the widget: another origin, a strict content security policy, hostile styles."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from socket import socket

PAGE = """<!doctype html><html lang="en"><head><title>Shop</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/hostile.css">
<script type="module" src="{url}/static/web/release/loader.js" data-site="{key}" data-mode="{mode}"
{pinned}></script>
</head><body><h1>Shop</h1></body></html>"""
STYLE = """* { all: revert; font-size: 3px !important; display: none !important; }
html, body, h1 { display: block !important }"""
POLICY = (
    "default-src 'none'; script-src {url}; connect-src {url}; frame-src {url}; style-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)


@contextmanager
def serving_shop(url: str, key: str, customer: socket) -> Iterator[None]:
    """Serves the shop: `/frame` frames the chat, `/pinned/…` pins its script to a hash."""

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            css = self.path == "/hostile.css"
            mode = "frame" if self.path == "/frame" else "launcher"
            pinned = f' integrity="{self.path[8:]}"' if self.path.startswith("/pinned/") else ""
            body = STYLE if css else PAGE.format(url=url, key=key, mode=mode, pinned=pinned)
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if css else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(url=url))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    server = HTTPServer(customer.getsockname(), Shop, bind_and_activate=False)
    server.socket.close()
    server.socket = customer.dup()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()
