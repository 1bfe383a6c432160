"""The choice below a question that said more of a person than it needed."""

from slack_bolt import Ack, App

from bot.sensitive import without
from bot.slack.assistant import Asked, Assistant
from bot.slack.blocks import notice
from bot.slack.guard import AS_IS, DROP, WITHOUT, Held, fetched
from bot.slack.payloads import Body, click_of, team_of, thread_of, user_of
from bot.slack.wording import say
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Ask it in the words that were chosen, or not at all."""
    for action in (WITHOUT, AS_IS, DROP):
        worker.does(action, decide)

        @app.action(action)
        def on_choice(ack: Ack, body: Body) -> None:
            worker.later(body["actions"][0]["action_id"], click_of(body), body)
            ack()


def decide(assistant: Assistant, body: Body) -> None:
    """Only whoever wrote it decides; without the message there is nothing to ask any more."""
    thread, click = thread_of(body), body["actions"][0]
    if thread is None or not thread.private:
        return
    held, user = Held.unpacked(click["value"]), user_of(body)
    person = assistant.people.person(user, team_of(body))
    words = None if click["action_id"] == DROP else fetched(assistant, thread, held, user)
    if words is None:
        assistant.poster.post(thread, notice(say(person.language(), "guard.dropped")), f"{held.key}/dropped")
        return
    text = without(words) if click["action_id"] == WITHOUT else words
    assistant.answer(Asked(person, text, held.key), thread)
