"""Disclosed data leave the desk by one door: behind a code just entered, on the status page, and recorded."""

import pytest

from bot.database import Database
from helpdesk import Agent, Desk, NotFound, Refused, Vault
from helpdesk.sealing import key_of, place
from helpdesk.tables import AttachmentRecord, TicketRecord, new_id
from tests.helpdesk.conftest import Clock, intake
from tests.helpdesk.proof import RIN, asked, mailing_desk, taken_out

CONTENT = b"%PDF-1.7 everything that is held about Rin"


@pytest.fixture
def desk(database: Database, vault: Vault, clock: Clock) -> Desk:
    return mailing_desk(database, vault, clock)


@pytest.fixture
def ticket(desk: Desk) -> str:
    """A request for disclosure of the one who left an address."""
    answers = {"contact": RIN}
    return desk.open(intake(kind="rights_request", right="portability", answers=answers), key="k").ticket_id


def attach(database: Database, vault: Vault, clock: Clock, ticket: str, **changes: object) -> str:
    """A file on the ticket; the one that is shared as disclosed data, unless changed."""
    id = new_id()
    with database.write() as session:
        key = key_of(vault, session.get_one(TicketRecord, ticket))
        values: dict[str, object] = {
            "id": id,
            "ticket_id": ticket,
            "purpose": "disclosure",
            "name": key.seal("データ.pdf", place("attachment", "name", id)),
            "media_type": "application/pdf",
            "size": len(CONTENT),
            "content": key.seal_bytes(CONTENT, place("attachment", "content", id)),
            "shared": True,
            "added_by": "system",
            "at": clock.now,
        }
        session.add(AttachmentRecord(**values | changes))  # type: ignore[arg-type]
    return id


def passed(desk: Desk, ticket: str, key: str = "1") -> str:
    """The pass that the right code gives."""
    code = asked(desk, ticket, f"send {key}")
    confirmed = desk.verification.confirm(ticket, RIN, code, key=f"try {key}")
    assert confirmed.proof
    return desk.handover.permit(ticket, confirmed.proof)


def test_a_fresh_code_opens_the_file_and_each_time_is_recorded(
    desk: Desk, database: Database, vault: Vault, clock: Clock, ticket: str
) -> None:
    file = attach(database, vault, clock, ticket)
    token = passed(desk, ticket)
    clock.forward(minutes=29)
    for _ in range(2):
        handed = desk.handover.fetch(ticket, file, token)
        assert (handed.name, handed.media_type, handed.content) == ("データ.pdf", "application/pdf", CONTENT)
    view = desk.ticket(ticket)
    assert view is not None
    assert [event.type for event in view.events].count("handed_over") == 2


def test_what_an_agent_has_shared_is_what_the_requester_fetches(
    desk: Desk, database: Database, agent: Agent, ticket: str
) -> None:
    pdf = b"%PDF-1.7\n" + CONTENT + b"\n%%EOF\n"
    desk.attachments.add(ticket, "data.pdf", pdf, "disclosure", agent_id=agent.id, key="a")
    (file,) = desk.attachments.of(ticket)
    token = passed(desk, ticket)
    with pytest.raises(NotFound):
        desk.handover.fetch(ticket, file.id, token)
    with database.write() as session:
        session.get_one(TicketRecord, ticket).status = "fulfilling"
    desk.attachments.share(ticket, file.id, True, agent_id=agent.id, key="s")
    handed = desk.handover.fetch(ticket, file.id, token)
    assert (handed.name, handed.media_type, handed.content) == ("data.pdf", "application/pdf", pdf)
    desk.attachments.share(ticket, file.id, False, agent_id=agent.id, key="u")
    with pytest.raises(NotFound):
        desk.handover.fetch(ticket, file.id, token)


def test_half_an_hour_after_the_code_the_door_is_shut(
    desk: Desk, database: Database, vault: Vault, clock: Clock, ticket: str
) -> None:
    file = attach(database, vault, clock, ticket)
    token = passed(desk, ticket)
    clock.forward(minutes=30)
    with pytest.raises(Refused, match="after a code"):
        desk.handover.fetch(ticket, file, token)
    assert desk.handover.fetch(ticket, file, passed(desk, ticket, "2")).content == CONTENT


def test_the_link_alone_opens_nothing(
    desk: Desk, database: Database, vault: Vault, clock: Clock, ticket: str
) -> None:
    file = attach(database, vault, clock, ticket)
    token = passed(desk, ticket)
    proof, until, mac = token.split(".")
    forged = (
        "",
        "..",
        f"{proof}.{until}.",
        f"{proof}.{int(until) + 3600}.{mac}",
        f"x{proof}.{until}.{mac}",
        f"{proof}.{until}.{mac[:-1]}é",
        f"{proof}.-1.{mac}",
    )
    for one in forged:
        with pytest.raises(Refused, match="after a code"):
            desk.handover.fetch(ticket, file, one)


def test_a_pass_of_one_ticket_opens_no_other(
    desk: Desk, database: Database, vault: Vault, clock: Clock, ticket: str
) -> None:
    request = intake(kind="rights_request", right="portability", message="other", answers={"contact": RIN})
    other = desk.open(request, key="other").ticket_id
    file = attach(database, vault, clock, other)
    token = passed(desk, ticket)
    with pytest.raises(Refused):
        desk.handover.fetch(other, file, token)
    with pytest.raises(NotFound):
        desk.handover.fetch(ticket, file, token)


@pytest.mark.parametrize(
    "changes",
    [
        {"shared": False},
        {"purpose": "other"},
        {"purpose": "identity_document"},
        {"content": None, "deleted_at": True},
    ],
    ids=["not shared", "another purpose", "an identity document", "deleted"],
)
def test_what_is_not_shared_as_disclosed_data_is_neither_shown_nor_handed_over(
    desk: Desk, database: Database, vault: Vault, clock: Clock, ticket: str, changes: dict[str, object]
) -> None:
    if "deleted_at" in changes:
        changes = changes | {"deleted_at": clock.now}
    file = attach(database, vault, clock, ticket, **changes)
    with pytest.raises(NotFound):
        desk.handover.fetch(ticket, file, passed(desk, ticket))


def test_nothing_is_handed_over_while_the_other_side_of_a_proxy_is_open(
    desk: Desk, database: Database, vault: Vault, clock: Clock, ticket: str, agent: Agent
) -> None:
    file = attach(database, vault, clock, ticket)
    token = passed(desk, ticket)
    desk.representation.declare(ticket, agent.id, "appointed_agent", key="p")
    with pytest.raises(Refused, match="not proven"):
        desk.handover.fetch(ticket, file, token)
    desk.representation.check_authority(ticket, agent.id, "power_of_attorney", key="a")
    desk.representation.confirm_principal(ticket, agent.id, "called_back", key="b")
    assert desk.handover.fetch(ticket, file, token).content == CONTENT


def test_the_status_page_names_the_file_without_its_name(
    desk: Desk, database: Database, vault: Vault, clock: Clock
) -> None:
    receipt = desk.open(intake(kind="rights_request", right="portability"), key="s")
    file = attach(database, vault, clock, receipt.ticket_id)
    status = desk.status(receipt.status_token)
    assert status is not None
    assert [(one.id, one.size) for one in status.files] == [(file, len(CONTENT))]
    assert "データ" not in repr(status)


def test_nothing_of_the_file_enters_the_outbox(
    desk: Desk, database: Database, vault: Vault, clock: Clock, ticket: str
) -> None:
    attach(database, vault, clock, ticket)
    passed(desk, ticket)
    assert all("Rin" not in out.text for out in taken_out(desk))
