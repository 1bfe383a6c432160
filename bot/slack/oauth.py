"""Connecting a workspace: a link of the desk's, the consent page of Slack, and back (OAuth 2.0)."""

import hmac
import logging
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Cookie, Header, Response
from fastapi.responses import RedirectResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator
from starlette.concurrency import run_in_threadpool

from bot.slack.installations import Granted
from bot.slack.oauth_page import shown
from bot.slack.scopes import SCOPES

if TYPE_CHECKING:
    from bot.slack.config import SlackSettings
    from bot.slack.passes import Passes
    from bot.slack.workspaces import Workspaces

log = logging.getLogger(__name__)

STATE = "madoguchi_slack_state"
"""The cookie that binds the answer of Slack's to the browser in which the installation was begun."""


class Elsewhere(Exception):
    """The workspace is connected to another organisation."""


def build_oauth(
    settings: "SlackSettings", public_url: str, passes: "Passes", workspaces: "Workspaces"
) -> APIRouter:
    """`/slack/install?link=…`, where it begins, and `/slack/oauth_redirect`, where Slack returns to."""
    router = APIRouter(include_in_schema=False)
    client_id, secret = settings.client_id or "", settings.client_secret
    redirect = f"{public_url.rstrip('/')}/slack/oauth_redirect"
    consent = AuthorizeUrlGenerator(client_id=client_id, scopes=list(SCOPES), redirect_uri=redirect)

    @router.get("/slack/install")
    def install(link: str = "", accept_language: Annotated[str | None, Header()] = None) -> Response:
        state = passes.state(link)
        if state is None:
            return shown("expired", accept_language, status=404)
        answer = RedirectResponse(consent.generate(state), headers={"Cache-Control": "no-store"})
        secure = public_url.startswith("https://")
        answer.set_cookie(
            STATE, state, max_age=600, path="/slack", httponly=True, samesite="lax", secure=secure
        )
        return answer

    @router.get("/slack/oauth_redirect")
    async def redirected(
        code: str = "",
        state: str = "",
        madoguchi_slack_state: Annotated[str, Cookie()] = "",
        accept_language: Annotated[str | None, Header()] = None,
    ) -> Response:
        same = hmac.compare_digest(state.encode(), madoguchi_slack_state.encode())
        organisation = passes.redeem(state) if same and code else None
        if organisation is None:
            return shown("expired", accept_language, status=401)
        try:
            granted = await run_in_threadpool(exchange, code)
            connect(workspaces, granted, organisation)
        except SlackApiError as error:
            log.warning("slack not installed", extra={"reason": str(error.response.get("error"))})
            return shown("refused", accept_language, status=502)
        except Elsewhere:
            return shown("elsewhere", accept_language, status=409)
        return shown("connected", accept_language, name=granted.name)

    def exchange(code: str) -> Granted:
        told = WebClient(base_url=settings.base_url).oauth_v2_access(
            client_id=client_id,
            client_secret=secret.get_secret_value() if secret else "",
            code=code,
            redirect_uri=redirect,
        )
        team = told["team"]
        scopes = tuple(str(told.get("scope") or "").split(","))
        return Granted(
            str(team["id"]), str(team["name"]), str(told["bot_user_id"]), scopes, str(told["access_token"])
        )

    return router


def connect(workspaces: "Workspaces", granted: Granted, organisation: str) -> None:
    """Store the installation. Raises Elsewhere: a workspace belongs to one organisation until it leaves."""
    known = workspaces.installations.find(granted.team)
    if known is not None and known.organisation != organisation:
        raise Elsewhere(granted.team)
    workspaces.installations.keep(granted, organisation)
    log.info("slack workspace connected", extra={"team": granted.team})
