"""Where a message goes: to where somebody asked, else a notice by e-mail, else the status page."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, Invalid, Origin, Outgoing, Vault, metadata, open_desk
from helpdesk.outbox import ATTEMPTS
from helpdesk.tables import ContactRecord, OutboxRecord, StatusLinkRecord
from helpdesk.views import Post
from tests.helpdesk.conftest import Clock, intake, profile_with

RIN = "rin@example.org"
ANSWER = "We have deleted your telephone number."
Open = Callable[..., str]


@pytest.fixture
def mailing(database: Database, vault: Vault, clock: Clock) -> Desk:
    """A desk that sends e-mail."""
    metadata.create_all(database.engine)
    desk = open_desk(database, vault, clock=clock, sends_email=True)
    desk.register(profile_with())
    return desk


@pytest.fixture
def author(mailing: Desk) -> Agent:
    return mailing.agents.add_agent("aiko@minato.example", "Aiko Mori", "a long enough password")


@pytest.fixture
def opened(mailing: Desk) -> Open:
    def make(channel: str = "web", contact: str = RIN, language: str = "en") -> str:
        address = "T1/D1/17.1" if channel == "slack" else "c1"
        request = intake(
            origin=Origin(channel, address),  # type: ignore[arg-type]
            answers={"contact": contact},
            language=language,
        )
        return mailing.open(request, key=f"{channel}{contact}{language}").ticket_id

    return make


def leased(desk: Desk) -> dict[str, Outgoing]:
    return {out.route: out for out in desk.outbox.lease(50, 60)}


def deliver_all(desk: Desk) -> list[Outgoing]:
    sent = desk.outbox.lease(50, 60)
    for out in sent:
        desk.outbox.sent({out.id: "p"})
    return list(sent)


def posts(desk: Desk, ticket: str) -> list[tuple[Post, ...]]:
    view = desk.ticket(ticket)
    assert view is not None
    return [message.posts for message in view.messages if message.direction == "out"]


def ways(desk: Desk, ticket: str) -> list[list[tuple[str, str]]]:
    return [[(post.route, post.state) for post in each] for each in posts(desk, ticket)]


def test_a_web_conversation_gets_the_message_and_the_address_a_notice(
    mailing: Desk, author: Agent, opened: Open
) -> None:
    ticket = opened()
    deliver_all(mailing)
    mailing.reply(ticket, author.id, ANSWER, key="r")
    out = leased(mailing)
    assert (out["web"].kind, out["web"].text) == ("reply", ANSWER)
    assert (out["email"].kind, out["email"].address) == ("notice", RIN)
    assert out["email"].key != out["web"].key
    mailing.outbox.sent({out["web"].id: "p"})
    mailing.outbox.sent({out["email"].id: "p"})
    assert ways(mailing, ticket)[1] == [("web", "sent"), ("email", "sent")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "There is news on your request {} at Minato Ferries."),
        ("ja", "Minato Ferriesへのお問い合わせ {} について、お知らせがあります。"),
    ],
)
def test_a_notice_tells_nothing_but_that_there_is_news(
    mailing: Desk, author: Agent, opened: Open, language: str, text: str
) -> None:
    ticket = opened(language=language)
    deliver_all(mailing)
    mailing.reply(ticket, author.id, ANSWER, key="r")
    notice = leased(mailing)["email"]
    assert notice.text == text.format(notice.reference)
    assert notice.author_name is None


def test_the_link_of_a_notice_opens_the_status_page_and_dies_with_the_ticket(
    mailing: Desk, author: Agent, opened: Open, database: Database, clock: Clock
) -> None:
    ticket = opened()
    first = leased(mailing)["email"]
    assert first.status_token is None, "what is not proven may be mistyped"
    mailing.outbox.sent({first.id: "p"})
    with database.write() as session:
        found = select(ContactRecord).where(ContactRecord.ticket_id == ticket)
        session.exec(found).one().verified_at = clock.now
    mailing.reply(ticket, author.id, ANSWER, key="r")
    token = leased(mailing)["email"].status_token
    assert token is not None
    status = mailing.status(token)
    assert status is not None
    assert status.reference.startswith("PR-")
    with database.read() as session:
        assert token not in session.exec(select(StatusLinkRecord.token_hash)).all()
    clock.forward(days=91)
    assert mailing.status(token) is None


def test_one_notice_on_its_way_serves_for_all_news(mailing: Desk, author: Agent, opened: Open) -> None:
    ticket = opened()
    for number in range(3):
        mailing.reply(ticket, author.id, ANSWER, key=f"r{number}")
    assert [out.kind for out in deliver_all(mailing)].count("notice") == 1
    mailing.reply(ticket, author.id, ANSWER, key="later")
    assert sorted(out.kind for out in deliver_all(mailing)) == ["notice", "reply"]


def test_slack_sends_no_e_mail_as_long_as_it_works(mailing: Desk, opened: Open) -> None:
    ticket = opened("slack")
    assert [out.route for out in deliver_all(mailing)] == ["slack"]
    assert ways(mailing, ticket) == [[("slack", "sent")]]


def test_a_lost_slack_account_leads_to_e_mail_and_then_to_the_status_page(
    mailing: Desk, author: Agent, opened: Open
) -> None:
    ticket = opened("slack")
    deliver_all(mailing)
    mailing.reply(ticket, author.id, ANSWER, key="r")
    (lost,) = mailing.outbox.lease(10, 60)
    mailing.outbox.failed(lost.id, "user_disabled", permanent=True)
    (notice,) = mailing.outbox.lease(10, 60)
    assert (notice.kind, notice.route, notice.address, notice.attempt) == ("notice", "email", RIN, 1)
    assert ANSWER not in notice.text
    mailing.outbox.failed(notice.id, "recipient_refused", permanent=True)
    assert mailing.outbox.lease(10, 60) == ()
    (post,) = posts(mailing, ticket)[1]
    assert (post.route, post.state, post.error_class) == ("status", "sent", "recipient_refused")
    view = mailing.ticket(ticket)
    assert view is not None
    reroutes = [event.reason for event in view.events if event.type == "rerouted"]
    assert reroutes == ["user_disabled", "recipient_refused"]


def test_a_way_that_fails_for_long_is_given_up_too(mailing: Desk, opened: Open, clock: Clock) -> None:
    ticket = opened("slack")
    for _ in range(ATTEMPTS):
        (out,) = mailing.outbox.lease(10, 60)
        mailing.outbox.failed(out.id, "unreachable", permanent=False)
        clock.forward(hours=2)
    assert leased(mailing).keys() == {"email"}
    assert ways(mailing, ticket) == [[("email", "leased")]]


def test_no_second_notice_when_the_conversation_is_gone(mailing: Desk, opened: Open) -> None:
    ticket = opened()
    out = leased(mailing)
    mailing.outbox.failed(out["web"].id, "conversation_gone", permanent=True)
    mailing.outbox.sent({out["email"].id: "p"})
    assert mailing.outbox.lease(10, 60) == ()
    assert ways(mailing, ticket) == [[("status", "sent"), ("email", "sent")]]


def test_a_refused_notice_is_seen_and_can_be_sent_again(mailing: Desk, opened: Open) -> None:
    ticket = opened()
    out = leased(mailing)
    mailing.outbox.sent({out["web"].id: "p"})
    mailing.outbox.failed(out["email"].id, "recipient_refused", permanent=True)
    assert mailing.tickets().rows[0].delivery == "dead"
    mailing.outbox.requeue(posts(mailing, ticket)[0][1].id)
    assert leased(mailing).keys() == {"email"}


@pytest.mark.parametrize("contact", ["", "03-1234-5678"])
def test_without_a_usable_address_the_status_page_is_the_last_way(
    mailing: Desk, opened: Open, contact: str
) -> None:
    ticket = opened(contact=contact)
    for out in mailing.outbox.lease(10, 60):
        mailing.outbox.failed(out.id, "bad_address", permanent=True)
    assert ways(mailing, ticket)[0][0] == ("status", "sent")


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\x0b", "\u2028"])
def test_a_contact_with_a_line_break_is_refused(opened: Open, line_break: str) -> None:
    with pytest.raises(Invalid):
        opened(contact=f"rin@example.org{line_break}Bcc: eve@example.org")


def test_who_called_is_told_by_e_mail_or_reads_the_status_page(mailing: Desk, opened: Open) -> None:
    by_mail, without = opened("console"), opened("console", contact="03-1234-5678")
    (notice,) = deliver_all(mailing)
    assert (notice.kind, notice.route) == ("notice", "email")
    assert ways(mailing, by_mail) == [[("email", "sent")]]
    assert ways(mailing, without) == [[("status", "sent")]]


def test_the_person_asked_for_gets_no_notice(mailing: Desk, opened: Open, database: Database) -> None:
    ticket = opened()
    with database.write() as session:
        session.exec(select(ContactRecord)).one().party = "principal"
    deliver_all(mailing)
    mailing.add_requester_message(ticket, "more", key="m")
    agent = mailing.agents.add_agent("b@minato.example", "B", "a long enough password")
    mailing.reply(ticket, agent.id, ANSWER, key="r")
    assert leased(mailing).keys() == {"web"}


def test_where_no_mail_server_is_set_no_notice_is_written(desk: Desk, filed: Open) -> None:
    filed()
    assert leased(desk).keys() == {"web"}


def test_an_erased_ticket_sends_nothing_more(
    mailing: Desk, author: Agent, opened: Open, database: Database, clock: Clock
) -> None:
    ticket = opened()
    mailing.change_status(ticket, "cancelled", agent_id=author.id, reason="withdrawn", key="c")
    clock.forward(days=731)
    mailing.retention.run()
    assert mailing.outbox.lease(10, 60) == ()
    with database.read() as session:
        assert session.exec(select(StatusLinkRecord)).all() == []
        assert {row.body for row in session.exec(select(OutboxRecord)).all()} == {None}
