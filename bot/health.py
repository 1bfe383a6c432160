"""Liveness and readiness, with reasons."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from bot.wiring import House


def build_health(house: "House", workers: Mapping[str, Callable[[], bool]]) -> APIRouter:
    """`/healthz` answers while the process lives; `/readyz` is 503 with reasons when it cannot work.

    `workers`: what must go on, by its name in the reasons (``<name>_stopped``), and whether it does.
    """
    router = APIRouter(tags=["operations"])

    @router.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", responses={503: {"description": "It cannot work; the reasons are told"}})
    def readyz(response: Response) -> dict[str, object]:
        reasons = [
            *(["stopping"] if house.stopping.is_set() else []),
            *_database_reasons(house),
            *(f"{name}_stopped" for name, goes in workers.items() if not goes()),
        ]
        if reasons:
            response.status_code = 503
        return {"ready": not reasons, "reasons": reasons}

    return router


def _database_reasons(house: "House") -> list[str]:
    try:
        with house.database.read() as session:
            session.connection().execute(text("SELECT 1"))
    except SQLAlchemyError:
        return ["database_unreachable"]
    return []
