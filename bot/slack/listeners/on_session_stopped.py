"""`agent_session_stopped`: the person has pressed Stop while an answer was being made."""

from slack_bolt import App

from bot.slack.assistant import Assistant
from bot.slack.payloads import Body, team_of, thread_of
from bot.slack.telling import STOPPED
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Note the wish at once, where whichever process makes the answer looks for it; then say it is heard."""
    worker.does("stopped", settle)

    @app.event("agent_session_stopped")
    def on_session_stopped(body: Body) -> None:
        thread, store = thread_of(body), workspaces.of(team_of(body)).house.store
        found = store.by_address("slack", thread.address) if thread else None
        if found:
            store.append(found.id, STOPPED, {}, body["event_id"])
        worker.later("stopped", body["event_id"], body)


def settle(assistant: Assistant, body: Body) -> None:
    """Tell Slack that nothing is being made any more: it does not end the session by itself."""
    if thread := thread_of(body):
        assistant.session(thread, "active")
