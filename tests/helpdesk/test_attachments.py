"""Files of a ticket: by content, sealed, recorded, handed over only after approval."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, NotFound, Refused
from helpdesk.attachments import PURPOSES
from helpdesk.decisions import Decision
from helpdesk.sniffing import CSV, DOCX, JPEG, KINDS, PDF, PNG, TEXT, file_name, sniff
from helpdesk.tables import AccessRecord, AttachmentRecord
from tests.helpdesk.conftest import intake

SCAN = b"%PDF-1.7 the passport of Rin Sato"


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return file.getvalue()


DOCUMENT = archive("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (SCAN, PDF),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR....", PNG),
        (b"\xff\xd8\xff\xe0....", JPEG),
        (DOCUMENT, DOCX),
        (b"name,mail\r\nRin,rin@example.org\r\n", CSV),
        ("氏名,住所\n佐藤,東京\n".encode("cp932"), CSV),
        ("窓口です。\n".encode(), TEXT),
        (b"<script>alert(1)</script>", TEXT),
    ],
)
def test_the_content_says_what_a_file_is(content: bytes, kind: object) -> None:
    assert sniff(content) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"MZ\x90\x00 a program",
        b"\x7fELF\x02",
        archive("a.txt"),
        archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        b"PK\x03\x04 broken",
        b"GIF89a\x00\x01",
    ],
)
def test_what_is_not_on_the_list_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        sniff(content)
    assert refused.value.code == "file_kind"


@given(st.text(), st.sampled_from(KINDS))
def test_no_name_leaves_its_folder_or_claims_another_kind(claimed: str, kind: object) -> None:
    name = file_name(claimed, kind)  # type: ignore[arg-type]
    assert name.endswith(f".{kind.ending}")  # type: ignore[attr-defined]
    assert not name.startswith(".")
    assert not set(name) & set('/\\:"<>|?*;\r\n\0\u202e')
    assert len(name) <= 110


@given(st.binary(max_size=200))
def test_whatever_comes_is_of_a_kind_or_refused(content: bytes) -> None:
    with suppress(Refused):
        assert sniff(content) in KINDS


@pytest.fixture
def ticket(desk: Desk) -> str:
    return desk.open(intake(kind="rights_request", right="portability"), key="k").ticket_id


def attach(desk: Desk, agent: Agent, ticket: str, purpose: str = "identity_document") -> str:
    desk.attachments.add(ticket, "../旅券.exe", SCAN, purpose, agent_id=agent.id, key=f"add {purpose}")  # type: ignore[arg-type]
    return next(one.id for one in desk.attachments.of(ticket) if one.purpose == purpose)


def test_a_file_is_kept_sealed_and_comes_back_whole(
    desk: Desk, agent: Agent, ticket: str, database: Database
) -> None:
    file = attach(desk, agent, ticket)
    attach(desk, agent, ticket)
    (one,) = desk.attachments.of(ticket)
    assert (one.name, one.media_type, one.size) == ("旅券.pdf", "application/pdf", len(SCAN))
    with database.read() as session:
        row = session.get_one(AttachmentRecord, file)
    assert b"passport" not in (row.content or b"")
    assert "旅券".encode() not in (row.name or b"")
    opened = desk.attachments.open(ticket, file, agent_id=agent.id)
    assert (opened.name, opened.content) == ("旅券.pdf", SCAN)
    with database.read() as session:
        (seen,) = session.exec(select(AccessRecord)).all()
    assert (seen.actor, seen.action, seen.ticket_id, seen.purpose) == (
        agent.id,
        "attachment",
        ticket,
        "identity_document",
    )


def test_what_is_too_large_or_of_no_purpose_is_refused(desk: Desk, agent: Agent, ticket: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.attachments.add(
            ticket, "a.pdf", SCAN + b"0" * desk.attachments.largest, "other", agent_id=agent.id, key="1"
        )
    assert refused.value.code == "file_size"
    with pytest.raises(Refused):
        desk.attachments.add(ticket, "a.pdf", SCAN, "fun", agent_id=agent.id, key="2")  # type: ignore[arg-type]
    assert desk.attachments.of(ticket) == ()


def test_a_file_of_another_ticket_is_not_found(desk: Desk, agent: Agent, ticket: str) -> None:
    file = attach(desk, agent, ticket)
    other = desk.open(intake(), key="other").ticket_id
    with pytest.raises(NotFound):
        desk.attachments.open(other, file, agent_id=agent.id)
    with pytest.raises(NotFound):
        desk.attachments.remove(other, file, agent_id=agent.id, key="r")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_nothing_is_shared_before_the_disclosure_is_approved(
    desk: Desk, agent: Agent, ticket: str, purpose: str
) -> None:
    file = attach(desk, agent, ticket, purpose)
    with pytest.raises(Refused) as refused:
        desk.attachments.share(ticket, file, True, agent_id=agent.id, key="s")
    assert refused.value.code == ("not_approved_yet" if purpose == "disclosure" else "not_shareable")
    assert not any(one.shared for one in desk.attachments.of(ticket))


def test_an_approved_disclosure_is_shared_and_taken_back(desk: Desk, agent: Agent) -> None:
    second = desk.agents.add_agent("yui@minato.example", "Yui", "a long enough password")
    right = intake(kind="rights_request", right="portability", answers={})
    ticket = desk.open(right, key="p").ticket_id
    file = attach(desk, agent, ticket, "disclosure")
    desk.verification.checked_document(ticket, agent.id, "passport", good=True, key="d")
    for field in desk.ticket(ticket).open_fields:  # type: ignore[union-attr]
        desk.completing.waive(ticket, field, agent_id=agent.id, key=f"w {field}")
    desk.decisions.decide(ticket, Decision("portability", "granted"), agent_id=agent.id, key="g")
    desk.decisions.submit(ticket, agent_id=agent.id, key="u")
    desk.decisions.approve(ticket, agent_id=second.id, key="a")
    desk.attachments.share(ticket, file, True, agent_id=agent.id, key="s")
    assert desk.attachments.of(ticket)[0].shared
    desk.attachments.share(ticket, file, False, agent_id=agent.id, key="n")
    assert not desk.attachments.of(ticket)[0].shared


def test_an_erased_file_leaves_only_that_there_was_one(
    desk: Desk, agent: Agent, ticket: str, database: Database
) -> None:
    file = attach(desk, agent, ticket)
    desk.attachments.remove(ticket, file, agent_id=agent.id, key="r")
    (one,) = desk.attachments.of(ticket)
    assert (one.name, one.purpose, one.deleted_at is not None) == (None, "identity_document", True)
    with pytest.raises(NotFound):
        desk.attachments.open(ticket, file, agent_id=agent.id)
    with database.read() as session:
        assert session.get_one(AttachmentRecord, file).content is None
