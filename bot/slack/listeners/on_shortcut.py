"""The message shortcut “Report a privacy concern”."""

from slack_bolt import Ack, App

from bot.slack.assistant import Assistant
from bot.slack.listeners.forms import open_form
from bot.slack.mrkdwn import plain
from bot.slack.payloads import Body
from bot.slack.worker import Worker

CALLBACK = "report_concern"


def register(app: App, worker: Worker, assistant: Assistant) -> None:
    """Open the complaint form with the message in it, for the person to shorten before it is sent."""

    @app.shortcut(CALLBACK)
    def on_report_concern(ack: Ack, body: Body) -> None:
        ack()
        words = plain((body.get("message") or {}).get("text") or "")
        open_form(assistant, body, "complaint", None, {"details": words})
