"""The desk for programs: every path below ``/api/desk/v1``."""

from helpdesk.api.routes import build_desk_api

__all__ = ["build_desk_api"]
