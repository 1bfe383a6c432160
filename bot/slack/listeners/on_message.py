"""`message.im`: somebody writes to the app in private."""

from slack_bolt import App

from bot.slack.assistant import Asked, Assistant
from bot.slack.blocks import notice
from bot.slack.guard import Held, says_too_much, warning
from bot.slack.mrkdwn import plain
from bot.slack.payloads import Body, team_of, thread_of, user_of
from bot.slack.wording import say
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Answer direct messages."""
    worker.does("message", answer)

    @app.event("message")
    def on_message(body: Body) -> None:
        if _is_said_by_a_person(body["event"]):
            worker.later("message", body["event_id"], body)


def answer(assistant: Assistant, body: Body) -> None:
    """Answer in the message's thread; a message outside of one becomes its beginning.

    A question that says more of a person than it needs is not stored before its writer has decided.
    """
    thread, text = thread_of(body), plain(body["event"].get("text") or "")
    if thread is None:
        return
    person = assistant.people.person(user_of(body), team_of(body))
    key = body["event_id"]
    if not text:
        assistant.poster.post(thread, notice(say(person.language(), "no_words")), key)
    elif says_too_much(text) and assistant.house.desk.thread_state(thread.origin) == "assistant":
        held = Held(body["event"]["ts"], key)
        assistant.poster.post(thread, warning(text, held, person.language(text)), f"{key}/guard")
    else:
        assistant.answer(Asked(person, text, key), thread)


def _is_said_by_a_person(event: Body) -> bool:
    """Edits, deletions and what apps post (this one included) also arrive as messages."""
    ours_to_read = event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share")
    return ours_to_read and bool(event.get("user")) and not event.get("bot_id")
