"""`/privacy`: help, a form, the status of a request, or a question; only who typed it sees the answer."""

from slack_bolt import Ack, App

from bot.slack.assistant import Asked, Assistant, is_private
from bot.slack.blocks import notice
from bot.slack.listeners.forms import open_form
from bot.slack.mrkdwn import plain, safe
from bot.slack.payloads import Body, team_of
from bot.slack.people import Person
from bot.slack.threads import Thread
from bot.slack.wording import say, status_label
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces
from helpdesk import Kind, TicketRow

COMMAND = "/privacy"
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
    """Say how far a request is, to the person who made it."""
    person = _person(assistant, body)
    reference = plain(body["text"]).partition(" ")[2].strip().upper()
    language = person.language()
    row = _own_ticket(assistant, person, reference)
    assistant.poster.respond(
        body["response_url"], notice(_status(row, person) if row else say(language, "status.unknown"))
    )


def _own_ticket(assistant: Assistant, person: Person, reference: str) -> TicketRow | None:
    """A ticket is somebody's when its answers go into their direct messages with the app."""
    ticket = assistant.house.desk.ticket(reference) if reference else None
    if ticket is None or ticket.origin is None or ticket.origin.channel != "slack":
        return None
    thread = Thread.parse(ticket.origin.address)
    theirs = thread.team == assistant.team and thread.channel == assistant.direct(person.id)
    return ticket.row if theirs else None


def _status(row: TicketRow, person: Person) -> str:
    language = person.language()
    status, received = status_label(language, row.status), row.received_at.date().isoformat()
    told = say(language, "status", reference=safe(row.reference), status=status, received=received)
    if row.expected_reply and row.status not in ("resolved", "closed", "cancelled"):
        told += " " + say(language, "status.expected", date=row.expected_reply.date().isoformat())
    return told


def _person(assistant: Assistant, body: Body) -> Person:
    return assistant.people.person(body["user_id"], team_of(body))
