"""Requests by method, route and class of status, and the seconds until their answers began."""

import time

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
NO_ROUTE, FILES = "none", "static"
"""Stand for a path that nothing serves, and for the files of the pages."""


class Timing:
    """ASGI middleware. A route is named by its template, so no path that somebody typed becomes a label."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self.app = app
        self._requests = Counter(
            "madoguchi_http_requests",
            "Requests answered",
            ["method", "route", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "madoguchi_http_first_byte_seconds",
            "Seconds until an answer began; a stream goes on after that",
            ["route"],
            buckets=SECONDS,
            registry=registry,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status, seconds = 500, 0.0

        async def noted(message: Message) -> None:
            nonlocal status, seconds
            if message["type"] == "http.response.start":
                status, seconds = message["status"], time.perf_counter() - started
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            route = route_of(scope)
            method = scope["method"] if scope["method"] in METHODS else "other"
            self._requests.labels(method, route, f"{status // 100}xx").inc()
            self._seconds.labels(route).observe(seconds or time.perf_counter() - started)


def route_of(scope: Scope) -> str:
    """The template of the route that answered."""
    if "route" in scope:
        return str(scope["route"].path)
    return FILES if "endpoint" in scope else NO_ROUTE
