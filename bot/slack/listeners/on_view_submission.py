"""A filled-in form comes back."""

from slack_bolt import Ack, App

from bot.slack.assistant import Assistant
from bot.slack.forms import SUBMITTED, FormRef, answers, problems, sent
from bot.slack.mrkdwn import safe
from bot.slack.payloads import Body, team_of, user_of
from bot.slack.threads import Thread
from bot.slack.wording import say
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Check the form at once, file it afterwards; one view is filed once."""
    worker.does("file", file)

    @app.view(SUBMITTED)
    def on_submitted(ack: Ack, body: Body) -> None:
        view = body["view"]
        ref = FormRef.unpacked(view["private_metadata"])
        assistant = workspaces.of(team_of(body))
        form = assistant.house.desk.form(
            assistant.organisation, ref.kind, ref.right, ref.language, "employees"
        )
        if found := problems(form, answers(view), ref.language):
            ack(response_action="errors", errors=found)
            return
        worker.later("file", view["id"], body)
        ack(response_action="update", view=sent(form, ref.language))


def file(assistant: Assistant, body: Body) -> None:
    """File it in the thread it came from, or in a new private one; the desk's receipt follows there."""
    view = body["view"]
    ref = FormRef.unpacked(view["private_metadata"])
    person = assistant.people.person(user_of(body), team_of(body))
    thread = Thread.parse(ref.thread) if ref.thread else None
    if thread is None or (thread.team, thread.channel) != (assistant.team, assistant.direct(person.id)):
        title = assistant.house.desk.form(assistant.organisation, ref.kind, ref.right, ref.language).title
        opening = say(ref.language, "root.request", title=safe(title))
        thread = assistant.private_thread(person, opening, view["id"])
    conversation = assistant.conversation(thread, person, ref.language)
    assistant.house.conversation.file(conversation, ref.kind, ref.right, answers(view), key=view["id"])
