"""The HTTP door: one address for events, commands, clicks and forms."""

from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response

if TYPE_CHECKING:
    from bot.slack.hurry import Hurry
    from bot.slack.signing import Signatures

HANDS = 4
"""Requests acknowledged side by side; more threads would only wait for each other."""


def build_routes(app: App, signatures: "Signatures", hurry: "Hurry") -> APIRouter:
    """Hands what Slack signed to Bolt; anything else is refused unread.

    The signature is checked here and not by Bolt, which logs the body of a request it refuses.
    """
    router = APIRouter(tags=["slack"])
    hands = CapacityLimiter(HANDS)

    @router.post("/slack/events", include_in_schema=False)
    async def events(request: Request) -> Response:
        body = await request.body()
        if not signatures.genuine(body, request.headers):
            return Response(status_code=401)
        hurry.came()
        request_of_bolt = to_bolt_request(request, body)
        return to_starlette_response(await to_thread.run_sync(app.dispatch, request_of_bolt, limiter=hands))

    return router
