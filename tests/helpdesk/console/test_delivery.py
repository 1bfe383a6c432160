"""What the ticket's page says about each message's way to the requester."""

import pytest
from fastapi.testclient import TestClient

from bot.database import Database
from helpdesk import Receipt
from helpdesk.tables import OutboxRecord
from tests.helpdesk.console.desks import Place, file


def page_of(client: TestClient, receipt: Receipt, language: str = "en") -> str:
    page = client.get(f"/desk/tickets/{receipt.reference}", headers={"Accept-Language": language})
    assert page.status_code == 200
    return " ".join(page.text.split())


@pytest.mark.parametrize(
    ("language", "told", "why"),
    [
        ("en", "Ready on the status page", "the conversation no longer exists"),
        ("ja", "状況確認ページで読めます", "会話はもうありません"),
    ],
)
def test_what_could_not_be_delivered_is_on_the_status_page(
    place: Place, mei: TestClient, language: str, told: str, why: str
) -> None:
    receipt = file(place, "gone")
    assert "On its way – conversation" in page_of(mei, receipt)
    for parcel in place.desk.outbox.lease(20, 60):
        place.desk.outbox.failed(parcel.id, "conversation_gone", permanent=True)
    page = page_of(mei, receipt, language)
    assert told in page
    assert why in page
    assert "/again" not in page


def test_each_way_stands_by_itself_and_what_failed_can_be_sent_again(
    place: Place, mei: TestClient, database: Database
) -> None:
    receipt = file(place, "both")
    (parcel,) = place.desk.outbox.lease(20, 60)
    place.desk.outbox.sent({parcel.id: "p"})
    with database.write() as session:
        message = session.get_one(OutboxRecord, parcel.id)
        session.add(
            OutboxRecord(
                dedupe_key="notice/1",
                kind="notice",
                ticket_id=message.ticket_id,
                message_id=message.message_id,
                route="email",
                body=None,
                state="dead",
                error_class="recipient_refused",
                created_at=place.clock.now,
                next_at=place.clock.now,
            )
        )
    page = page_of(mei, receipt)
    assert "Delivered into the conversation" in page
    assert "Not delivered – notice by e-mail" in page
    assert "(the mailbox is refused)" in page
    assert page.count("/again") == 1


def test_a_ticket_whose_letter_is_due_opens(place: Place, mei: TestClient) -> None:
    receipt = file(place, "letter", kind="complaint")
    place.desk.reply(receipt.ticket_id, place.people["agent"], "We look into it.", key="reply")
    assert 'name="letter"' in page_of(mei, receipt)
