"""Liveness and readiness, with reasons."""

from fastapi import APIRouter, Response

from bot.readiness import STOPPING, Readiness


def build_health(readiness: Readiness) -> APIRouter:
    """`/healthz` answers while the process lives; `/readyz` gives reasons, and 503 when it cannot work."""
    router = APIRouter(tags=["operations"])

    @router.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", responses={503: {"description": "It cannot work; the reasons are told"}})
    def readyz(response: Response) -> dict[str, object]:
        reasons = readiness.reasons()
        ready = STOPPING.isdisjoint(reasons)
        if not ready:
            response.status_code = 503
        return {"ready": ready, "reasons": reasons}

    return router
