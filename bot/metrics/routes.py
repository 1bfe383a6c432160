"""The page that Prometheus reads, for who has its token."""

import hmac
from typing import TYPE_CHECKING

from fastapi import FastAPI, Header, HTTPException, Response
from prometheus_client import (
    CollectorRegistry,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0

from bot.metrics.stock import Stock
from bot.metrics.timing import Timing

if TYPE_CHECKING:
    from bot.web import Bells
    from bot.wiring import House


def install_metrics(app: FastAPI, house: "House", bells: "Bells") -> None:
    """Count requests and serve `/metrics`, where a token is set; 401 for who does not say it."""
    if house.settings.metrics_token is None:
        return
    token, registry = house.settings.metrics_token.get_secret_value(), CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    registry.register(Stock(house, bells))
    app.add_middleware(Timing, registry=registry)

    @app.get("/metrics", include_in_schema=False)
    def metrics(authorization: str = Header("")) -> Response:
        if not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            raise HTTPException(401, "The token is missing or wrong.", {"WWW-Authenticate": "Bearer"})
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_1_0_0)
