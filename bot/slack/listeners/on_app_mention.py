"""`app_mention`: somebody asks in a channel, where everybody reads along."""

import logging

from slack_bolt import App

from bot.slack.assistant import Asked, Assistant, is_private
from bot.slack.blocks import notice
from bot.slack.mrkdwn import plain
from bot.slack.payloads import Body, team_of, thread_of, user_of
from bot.slack.wording import say
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces

log = logging.getLogger(__name__)


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Answer mentions."""
    worker.does("mention", reply)

    @app.event("app_mention")
    def on_app_mention(body: Body) -> None:
        event = body["event"]
        if event.get("user") and not event.get("bot_id") and not event["channel"].startswith("D"):
            worker.later("mention", body["event_id"], body)


def reply(assistant: Assistant, body: Body) -> None:
    """Answer a question in the thread, from public policies; what is private moves to a direct message."""
    thread, text = thread_of(body), plain(body["event"].get("text") or "")
    if not thread:
        return
    person = assistant.people.person(user_of(body), team_of(body))
    if not text:
        assistant.poster.post(thread, notice(say(person.language(), "help")))
        return
    asked = Asked(person, text, body["event_id"])
    if body["attempt"] > 1:
        if assistant.poster.posted(thread, asked.key):
            return
        log.warning("slack answer may come twice", extra={"reason": "begun before"})
    parts = assistant.consider(asked, "public")
    if is_private(parts):
        assistant.poster.whisper(thread, person.id, notice(say(asked.language, "moved")))
        assistant.move(asked)
        return
    is_first = body["event"].get("thread_ts") is None
    answer = assistant.answer_of(parts, asked, is_first=is_first, aside=True)
    assistant.poster.post(thread, answer, asked.key)
