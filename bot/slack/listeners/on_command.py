"""`/privacy`: help, a form, the state of requests, deletion, or a question; seen by who typed it alone."""

from slack_bolt import Ack, App

from bot.slack.assistant import Asked, Assistant, is_private
from bot.slack.blocks import notice
from bot.slack.home import SHOWN, forget_button, line
from bot.slack.listeners.forms import open_form
from bot.slack.manifest import COMMAND
from bot.slack.mrkdwn import plain
from bot.slack.payloads import Body, team_of
from bot.slack.people import Person
from bot.slack.wording import say
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces
from helpdesk import Kind

FORMS: dict[str, Kind] = {"request": "rights_request", "complaint": "complaint"}


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Answer the command."""
    worker.does("ask", reply)
    worker.does("status", tell_status)

    @app.command(COMMAND)
    def on_privacy(ack: Ack, body: Body) -> None:
        word, _, rest = plain(body.get("text") or "").partition(" ")
        match word.lower():
            case "" | "help":
                ack(say(_person(workspaces.of(team_of(body)), body).language(), "help"))
            case ("request" | "complaint") as form if not rest:
                ack()
                open_form(workspaces.of(team_of(body)), body, FORMS[form], None)
            case "delete":
                language = _person(workspaces.of(team_of(body)), body).language()
                asked = notice(say(language, "home.forget"), [forget_button(language)])
                ack(text=asked.text, blocks=asked.blocks)
            case "status":
                ack()
                worker.later("status", body["trigger_id"], body)
            case _:
                ack()
                worker.later("ask", body["trigger_id"], body)


def reply(assistant: Assistant, body: Body) -> None:
    """Answer the question that was typed after the command; what is private goes on in a direct message."""
    person = _person(assistant, body)
    asked = Asked(person, plain(body["text"]), body["trigger_id"])
    parts = assistant.consider(asked, person.audience)
    if is_private(parts):
        assistant.move(asked)
        assistant.poster.respond(body["response_url"], notice(say(asked.language, "moved")))
        return
    answer = assistant.answer_of(parts, asked, is_first=True, aside=True)
    assistant.poster.respond(body["response_url"], answer)


def tell_status(assistant: Assistant, body: Body) -> None:
    """Say how far a request is, to the person who made it; without a reference, of all of theirs."""
    person = _person(assistant, body)
    reference = plain(body["text"]).partition(" ")[2].strip().upper()
    place = f"{assistant.team}/{assistant.direct(person.id)}"
    theirs = assistant.house.desk.queue.of_contact("slack", place, SHOWN)
    language = person.language()
    lines = [line(one, language) for one in theirs if not reference or one.reference == reference]
    told = "\n".join(lines) or say(language, "status.unknown" if reference else "home.requests.none")
    assistant.poster.respond(body["response_url"], notice(told))


def _person(assistant: Assistant, body: Body) -> Person:
    return assistant.people.person(body["user_id"], team_of(body))
