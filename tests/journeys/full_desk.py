"""A desk on which every page has something to show, and tickets in the states that their page tells apart."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk import AnswerDraft, Asked, DraftSentence, Receipt
from helpdesk.canned_replies import CannedDraft
from helpdesk.decisions import Decision
from tests.helpdesk.console.desks import PASSWORD, Place, file, fill

CLAUSE = "pennywhistle/privacy-notice@2025-05-14#h17.1"
QUOTE = "to ask for a copy of the information we hold about you"
REQUESTED = ("proving", "deciding", "approving", "fulfilling", "extended", "on_hold", "resolved", "cancelled")
STATES = ("complaint", "erasure", "opt_out", "inquiry", *REQUESTED)
"""What the tickets of `fill_everything` are called; the last ones ask for disclosure."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Receipts by state, and the ids of what else has a page of its own, by the page's path."""

    tickets: Mapping[str, Receipt]
    ids: Mapping[str, str]


def fill_everything(place: Place) -> Filled:
    """A full desk of the organisations and people that `settle` brought; the sample policy must be there."""
    tickets = fill(place) | {state: _request(place, state) for state in REQUESTED}
    for state in REQUESTED:
        _work_on(place, tickets[state].ticket_id, state)
    _dress(place, tickets["deciding"], tickets["inquiry"])
    return Filled(tickets, _things(place))


def _request(place: Place, state: str) -> Receipt:
    answers = {"name": "Kim Lee", "contact": "kim.lee@mail.example", "relationship": "self"}
    return file(
        place,
        state,
        kind="rights_request",
        right="disclosure",
        message="Please send me what you hold about me.",
        answers=answers | {"target_data": "my orders"},
    )


def _work_on(place: Place, ticket: str, state: str) -> None:
    desk, mei, ravi = place.desk, place.people["agent"], place.people["administrator"]
    desk.assign(ticket, mei, by=mei, key=f"take {state}")
    desk.change_status(ticket, "open", agent_id=mei, key=f"open {state}")
    if state == "proving":
        desk.proving.ask(ticket, mei, key="ask")
    elif state == "extended":
        notice = desk.clocks.notice(ticket, "complexity")
        desk.clocks.extend(ticket, mei, "complexity", notice, key="extend")
    elif state == "on_hold":
        desk.change_status(ticket, "on_hold", agent_id=mei, reason="legal_hold", key="hold")
    elif state == "cancelled":
        desk.requester.withdraw(ticket, key="withdraw")
    elif state == "deciding":
        denied = Decision("disclosure", "denied", "no_such_data", "UK GDPR art. 15", CLAUSE, "There is none.")
        desk.decisions.decide(ticket, denied, agent_id=mei, key="deny")
    else:
        desk.verification.checked_document(ticket, mei, "residence_certificate", key=f"paper {state}")
        desk.decisions.decide(ticket, Decision("disclosure", "granted"), agent_id=mei, key=f"grant {state}")
        desk.decisions.submit(ticket, agent_id=mei, key=f"submit {state}")
        if state != "approving":
            desk.decisions.approve(ticket, agent_id=ravi, key=f"approve {state}")
        if state == "resolved":
            desk.decisions.close(ticket, "Here is what we hold.", agent_id=mei, key="close")


def _dress(place: Place, ticket: Receipt, other: Receipt) -> None:
    """A file, a tag, a link and a law to confirm on one ticket."""
    desk, mei, id = place.desk, place.people["agent"], ticket.ticket_id
    desk.attachments.add(id, "orders.pdf", b"%PDF-1.7 orders", "disclosure", agent_id=mei, key="file")
    desk.tags.put(id, "orders", agent_id=mei, key="tag")
    desk.links.link(id, other.reference, "related", agent_id=mei, key="link")
    desk.clocks.propose_regime(id, "gdpr", by=mei, key="law")


def _things(place: Place) -> dict[str, str]:
    """An answer, a reply, a question, a token, a kept view and an account that was closed."""
    desk, mei, ravi = place.desk, place.people["agent"], place.people["administrator"]
    sentence = DraftSentence(QUOTE, ((CLAUSE, QUOTE),))
    draft = AnswerDraft("May I have a copy?", ("pennywhistle",), "public", "en", (sentence,))
    answer = desk.approvals.approve(draft, by=mei, key="answer")
    reply = desk.canned_replies.write(
        CannedDraft("pennywhistle", "en", "Copies", "On {reference}:", (CLAUSE,)), by=mei, key="reply"
    )
    desk.journal.note(
        Asked("pennywhistle", "web", "en", "NotCovered", "How long do you keep my photo?", "retention"),
        key="asked",
    )
    desk.api_tokens.issue("reporting", ("reports:read",), "pennywhistle", 30, by=ravi)
    desk.saved_views.keep("Mine", "owner=me", agent_id=mei, shared=True)
    lee = desk.agents.add_agent("lee@desk.example", "Lee Park", PASSWORD, "lead")
    desk.agents.change_membership(lee.id, "pennywhistle", "lead", by=ravi)
    desk.alerts.run()
    return {
        "/approved/{id}": answer.id,
        "/approved/{id}/edit": answer.id,
        "/replies/{id}": reply.id,
        "/organisations/{id}": "pennywhistle",
        "/organisations/{id}/draft": "pennywhistle",
        "/agents/{id}": lee.id,
    }
