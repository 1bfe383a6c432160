"""Clicks on the buttons below our messages."""

import json
import re

from slack_bolt import Ack, App

from bot.slack.assistant import Assistant
from bot.slack.blocks import WEB_FORM, notice
from bot.slack.listeners.forms import open_form
from bot.slack.payloads import Body, click_of, team_of, thread_of, user_of
from bot.slack.wording import say
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Open forms, call a person, give the word back."""
    worker.does("person", call_person)
    worker.does("decline", decline)
    worker.does("assistant", give_back)

    @app.action(re.compile("^open_form:"))
    def on_open_form(ack: Ack, body: Body) -> None:
        ack()
        wanted = json.loads(body["actions"][0]["value"])
        open_form(workspaces.of(team_of(body)), body, wanted["kind"], wanted["right"])

    @app.action("talk_to_person")
    def on_talk_to_person(ack: Ack, body: Body) -> None:
        worker.later("person", _button(body), body)
        ack()

    @app.action(WEB_FORM)
    def on_web_form(ack: Ack) -> None:
        ack()  # a link; Slack tells of the click all the same

    @app.action("decline")
    def on_decline(ack: Ack, body: Body) -> None:
        worker.later("decline", click_of(body), body)
        ack()

    @app.action("ask_assistant")
    def on_ask_assistant(ack: Ack, body: Body) -> None:
        worker.later("assistant", click_of(body), body)
        ack()


def call_person(assistant: Assistant, body: Body) -> None:
    """Open a ticket from the conversation in the thread; the desk's acknowledgement says the rest."""
    thread = thread_of(body)
    if thread is None or not thread.private:
        return
    person = assistant.people.person(user_of(body), team_of(body))
    conversation = assistant.conversation(thread, person, person.language())
    assistant.house.conversation.talk_to_person(conversation, "", key=_button(body))


def decline(assistant: Assistant, body: Body) -> None:
    """Nothing is filed of what was offered in this thread."""
    thread = thread_of(body)
    if thread is None or not thread.private:
        return
    person = assistant.people.person(user_of(body), team_of(body))
    conversation = assistant.conversation(thread, person, person.language())
    assistant.house.conversation.decline(conversation)
    assistant.poster.post(thread, notice(say(person.language(), "declined")))


def give_back(assistant: Assistant, body: Body) -> None:
    """Let the assistant speak in this thread again."""
    thread = thread_of(body)
    if thread is None:
        return
    assistant.house.desk.give_back(thread.origin, key=click_of(body))
    language = assistant.people.person(user_of(body), team_of(body)).language()
    assistant.poster.post(thread, notice(say(language, "ask_assistant.done")))


def _button(body: Body) -> str:
    """One button of one message for one person: however often it is pressed, it asks for one thing."""
    container = body.get("container") or {}
    message = container.get("message_ts") or body["trigger_id"]
    return f"{team_of(body)}/{container.get('channel_id')}/{message}/{user_of(body)}/talk_to_person"
