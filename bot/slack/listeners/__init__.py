"""What the app listens to: a file per kind of event, with what is acknowledged and what is done."""

from slack_bolt import App

from bot.slack.listeners import (
    on_app_home_opened,
    on_app_mention,
    on_block_actions,
    on_command,
    on_desk_card,
    on_feedback,
    on_guard,
    on_message,
    on_session_stopped,
    on_shortcut,
    on_uninstalled,
    on_view_submission,
)
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces

LISTENERS = (
    on_app_home_opened,
    on_app_mention,
    on_block_actions,
    on_command,
    on_desk_card,
    on_feedback,
    on_guard,
    on_message,
    on_session_stopped,
    on_shortcut,
    on_uninstalled,
    on_view_submission,
)


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Connect every listener."""
    for listener in LISTENERS:
        listener.register(app, worker, workspaces)
