"""`app_uninstalled`, `tokens_revoked`: the workspace has done with us, or its token has."""

from slack_bolt import App

from bot.slack.assistant import Assistant
from bot.slack.leaving import purge
from bot.slack.payloads import Body, team_of
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Purge what is kept of the workspace; a token alone that was revoked is noted."""

    def leave(assistant: Assistant, body: Body) -> None:
        purge(assistant.house, workspaces, team_of(body))

    worker.does("uninstalled", leave)

    @app.event("app_uninstalled")
    def on_uninstalled(body: Body) -> None:
        worker.later("uninstalled", body["event_id"], body)

    @app.event("tokens_revoked")
    def on_tokens_revoked(body: Body) -> None:
        if (body["event"].get("tokens") or {}).get("bot"):
            workspaces.installations.broke(team_of(body), "token_revoked")
