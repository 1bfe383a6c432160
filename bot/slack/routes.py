"""The HTTP door: one address for events, commands, clicks and forms."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.concurrency import run_in_threadpool

if TYPE_CHECKING:
    from bot.slack.signing import Signatures


def build_routes(app: App, signatures: "Signatures") -> APIRouter:
    """Hands what Slack signed to Bolt; anything else is refused unread.

    The signature is checked here and not by Bolt, which logs the body of a request it refuses.
    """
    router = APIRouter(tags=["slack"])

    @router.post("/slack/events", include_in_schema=False)
    async def events(request: Request) -> Response:
        body = await request.body()
        if not signatures.genuine(body, request.headers):
            return Response(status_code=401)
        return to_starlette_response(await run_in_threadpool(app.dispatch, to_bolt_request(request, body)))

    return router
