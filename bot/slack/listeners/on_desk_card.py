"""Clicks on a ticket's card in the desk's channel: take, reply, close."""

from dataclasses import replace

from slack_bolt import Ack, App

from bot.masking import redact_forbidden
from bot.slack.assistant import Assistant
from bot.slack.desk_cards import CLOSE, REPLY, TAKE, TEXT, Step, Written, modal
from bot.slack.desk_wording import say, why_refused
from bot.slack.payloads import Body, click_of, team_of, user_of
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces
from helpdesk import Agent, Conflict, Refused, TicketRow, narrowed


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """A click becomes a command of the agent whose account has the person's e-mail address."""
    worker.does(TAKE, take)

    @app.action(TAKE)
    def on_take(ack: Ack, body: Body) -> None:
        worker.later(TAKE, click_of(body), body)
        ack()

    @app.action(REPLY)
    def on_reply(ack: Ack, body: Body) -> None:
        ack()
        open_modal(workspaces.of(team_of(body)), body, "desk_reply")

    @app.action(CLOSE)
    def on_close(ack: Ack, body: Body) -> None:
        ack()
        open_modal(workspaces.of(team_of(body)), body, "desk_close")

    @app.view(REPLY)
    def on_reply_sent(ack: Ack, body: Body) -> None:
        submit(workspaces.of(team_of(body)), ack, body, "desk_reply")

    @app.view(CLOSE)
    def on_close_sent(ack: Ack, body: Body) -> None:
        submit(workspaces.of(team_of(body)), ack, body, "desk_close")


def take(assistant: Assistant, body: Body) -> None:
    """Make the person the ticket's owner; the card then says so."""
    ticket = body["actions"][0]["value"]
    agent, row = _at_work(assistant, body, ticket)
    if agent is None or row is None:
        _whisper(assistant, body, "unknown")
        return
    try:
        with narrowed(agent.reach.where("write")):
            assistant.house.desk.assign(ticket, agent.id, by=agent.id, key=f"slack/{click_of(body)}")
    except Refused:
        _whisper(assistant, body, "refused")


def open_modal(assistant: Assistant, body: Body, step: Step) -> None:
    """Open the modal in which the agent writes; the trigger is good for three seconds."""
    language = assistant.people.person(user_of(body), team_of(body)).language()
    agent, row = _at_work(assistant, body, body["actions"][0]["value"])
    if agent is None or row is None:
        _whisper(assistant, body, "unknown")
        return
    put_away = step == "desk_close" and row.status == "resolved"
    written = Written(row.id, row.reference, row.version, language, put_away)
    assistant.client.views_open(trigger_id=body["trigger_id"], view=modal(step, written))


def submit(assistant: Assistant, ack: Ack, body: Body, step: Step) -> None:
    """Carry it out before the modal closes, so that a refusal is read where the text stands."""
    view = body["view"]
    written, text = Written.unpacked(view["private_metadata"]), _text(view)
    agent, row = _at_work(assistant, body, written.ticket)
    if agent is None or row is None:
        unknown = say(written.language, "unknown")
        ack(response_action="update", view=modal(step, written, text, unknown))
        return
    key = f"slack/{view['id']}/{written.version}"
    try:
        with narrowed(agent.reach.where("write")):
            _carry_out(assistant, agent, step, written, text, key)
    except Conflict:
        again, changed = replace(written, version=row.version), say(written.language, "changed")
        ack(response_action="update", view=modal(step, again, text, changed))
    except Refused as refusal:
        why = why_refused(written.language, refusal.code)
        ack(response_action="update", view=modal(step, written, text, why))
    else:
        ack()


def _carry_out(assistant: Assistant, agent: Agent, step: Step, written: Written, text: str, key: str) -> None:
    desk, ticket, version = assistant.house.desk, written.ticket, written.version
    if step == "desk_reply":
        desk.reply(ticket, agent.id, text, key=key, expected_version=version)
    elif written.put_away:
        desk.change_status(ticket, "closed", agent_id=agent.id, key=key, expected_version=version)
    else:
        desk.decisions.close(ticket, text, agent_id=agent.id, key=key, expected_version=version)


def _at_work(assistant: Assistant, body: Body, ticket: str) -> tuple[Agent | None, TicketRow | None]:
    """The person's account and the ticket, where the account may work on it."""
    desk = assistant.house.desk
    if not assistant.serves_desk:
        return None, None
    person = assistant.people.person(user_of(body), team_of(body))
    agent = desk.agents.by_address(person.email) if person.email else None
    if agent is None:
        return None, None
    rows = (row for row in desk.queue.rows([ticket]) if agent.reach.may("write", row.organisation))
    return agent, next(rows, None)


def _text(view: Body) -> str:
    inputs: Body = view["state"]["values"].get(TEXT) or {}
    return redact_forbidden("".join(str(one.get("value") or "") for one in inputs.values())).strip()


def _whisper(assistant: Assistant, body: Body, key: str) -> None:
    """Tell only the person who clicked."""
    language = assistant.people.person(user_of(body), team_of(body)).language()
    channel = body["container"]["channel_id"]
    assistant.client.chat_postEphemeral(channel=channel, user=user_of(body), text=say(language, key))
