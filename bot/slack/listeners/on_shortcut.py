"""The message shortcut “Report a privacy concern”."""

from slack_bolt import Ack, App

from bot.slack.listeners.forms import open_form
from bot.slack.manifest import SHORTCUT
from bot.slack.mrkdwn import plain
from bot.slack.payloads import Body, team_of
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Open the complaint form with the message in it, for the person to shorten before it is sent."""

    @app.shortcut(SHORTCUT)
    def on_report_concern(ack: Ack, body: Body) -> None:
        ack()
        words = plain((body.get("message") or {}).get("text") or "")
        open_form(workspaces.of(team_of(body)), body, "complaint", None, {"details": words})
