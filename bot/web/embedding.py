"""Lets the browsers of allowed sites load the widget and read its answers."""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from bot.sites import Sites


class SiteOrigins(CORSMiddleware):
    """CORS for the exact origins of the sites as they stand now; who may ask at all is checked in `doors`."""

    def __init__(self, app: ASGIApp, sites: Sites) -> None:
        super().__init__(
            app,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=[
                "Authorization",
                "Content-Type",
                "Idempotency-Key",
                "Last-Event-ID",
                "X-File-Name",
            ],
            expose_headers=["Retry-After"],
        )
        self._sites = sites

    def is_allowed_origin(self, origin: str) -> bool:
        """Whether some site has this origin."""
        return origin in self._sites.origins()
