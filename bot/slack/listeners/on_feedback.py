"""Helpful or not: the buttons below an answer."""

from slack_bolt import Ack, App

from bot.slack.answers import FEEDBACK
from bot.slack.assistant import Assistant
from bot.slack.blocks import form_button, notice
from bot.slack.payloads import Body, click_of, team_of, thread_of, user_of
from bot.slack.wording import say
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces
from helpdesk import NotFound


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Note what people say of answers."""
    worker.does(FEEDBACK, rate)

    @app.action(FEEDBACK)
    def on_feedback(ack: Ack, body: Body) -> None:
        worker.later(FEEDBACK, click_of(body), body)
        ack()


def rate(assistant: Assistant, body: Body) -> None:
    """Keep it with the journal's entry; whoever was not helped is shown the way to a person."""
    how, _, key = str(body["actions"][0]["value"]).partition("/")
    thread = thread_of(body)
    found = assistant.house.store.by_address("slack", thread.address) if thread else None
    if found is None:
        return
    try:
        assistant.house.conversation.rate(found.id, key, how == "good")
    except NotFound:
        return  # the journal has forgotten it: its time was over
    language = assistant.people.person(user_of(body), team_of(body)).language()
    told = notice(say(language, "feedback.thanks"))
    if how == "bad":
        told = notice(
            say(language, "feedback.what"), [form_button(say(language, "feedback.tell"), "inquiry")]
        )
    assistant.poster.respond(body["response_url"], told)
