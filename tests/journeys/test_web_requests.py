"""What a person does with a request in the chat: hide particulars, edit what the desk reads, add files."""

import json
import re
from datetime import UTC, datetime

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.test_web_widget import ask, reference_in

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

QUESTION = "May a proxy request disclosure of my data?"
CARD = "My card 4111 1111 1111 1111 was charged."


@pytest.fixture
def page(context: BrowserContext, shop: str) -> Page:
    """The shop with the chat open."""
    page = context.new_page()
    page.goto(shop)
    return opened(page)


def opened(page: Page) -> Page:
    page.get_by_role("button", name="Privacy questions").click()
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_visible()
    return page


def hand_over(page: Page, words: str = "Please look into it.") -> Locator:
    """Ask for a person; the log with the receipt."""
    page.get_by_role("button", name="Talk to a person").click()
    page.get_by_label("What should they know?").fill(words)
    page.get_by_role("button", name="Ask for a person").click()
    log = page.get_by_role("log")
    expect(log.get_by_role("heading", name="Received by the privacy desk")).to_be_visible()
    return log


def test_a_card_number_is_noticed_and_hidden_before_it_is_sent(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_role("textbox")
    field.fill(CARD)
    expect(dialog.get_by_text("This looks like a card number.")).to_be_visible()
    dialog.get_by_role("button", name="Hide it").press("Enter")
    expect(field).to_have_value("My card [a card number] was charged.")
    expect(field).to_be_focused()
    expect(dialog.get_by_text("This looks like")).to_be_hidden()
    assert asked == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to kana.mori+shop@mail.example.co.jp please", "email"),
        ("メールはｋana＠example.comです", "email"),
        ("4111-1111-1111-1111", "card"),
        ("４１１１ １１１１ １１１１ １１１１", "card"),
        ("my number is 1234 5678 9012", "number"),
        ("call 090-1234-5678", "phone"),
        ("+44 20 7946 0958", "phone"),
        ("GB29 NWBK 6016 1331 9268 19", "iban"),
        ("since 2024-04-01 or 2024.04.01", None),
        ("order 12345678", None),
        ("clause 12.3.4 of 2024", None),
        ("reference PR-7K3M-9QX", None),
        ("it cost 1,980 yen on 3 May 2025", None),
        ("Article 32, paragraph 1, item 4", None),
    ],
)
def test_particulars_are_told_from_other_numbers(
    context: BrowserContext, site: Site, text: str, kind: str | None
) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/policies")
    found = page.evaluate(
        "async text => (await import('/static/web/widget/particulars.js')).particular(text)?.kind ?? null",
        text,
    )
    assert found == kind


def test_the_person_edits_what_the_desk_reads(page: Page, site: Site) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="Talk to a person").click()
    expect(page.get_by_label("What should they know?")).to_be_visible()
    page.get_by_label("You said: 1").fill("About proxies.")
    page.get_by_role("button", name="Ask for a person").click()
    log = page.get_by_role("log")
    reference = reference_in(log)
    expect(log.get_by_text(QUESTION)).to_be_visible()  # here it stays as it was said
    view = site.house.desk.ticket(reference)
    assert view is not None
    read = [line.text for line in view.transcript]
    assert "About proxies." in read
    assert QUESTION not in read


def test_a_request_is_followed_in_the_chat_and_gets_a_file(page: Page, site: Site) -> None:
    log = hand_over(page)
    log.get_by_role("button", name="Where it stands").click()
    expect(log.get_by_text("Received", exact=True)).to_be_visible()
    with page.expect_file_chooser() as chooser:
        log.get_by_role("button", name="Add a file").click()
    chooser.value.set_files(
        {"name": "請求書.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 invoice"}
    )
    expect(log.get_by_text("“請求書.pdf” was sent to the privacy desk.")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        log.get_by_role("button", name="Add a file").click()
    chooser.value.set_files({"name": "cat.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00"})
    expect(log.get_by_text("Files of this kind are not taken.")).to_be_visible()
    view = site.house.desk.ticket(reference_in(log))
    assert view is not None
    assert [file.name for file in site.house.desk.attachments.of(view.row.id)] == ["請求書.pdf"]


def test_a_source_shows_under_the_pointer_and_goes_with_escape(page: Page) -> None:
    log = ask(page, QUESTION)
    number = log.get_by_role("button", name=re.compile("^Source 1")).first
    source = page.get_by_role("group", name="Source 1").first
    number.hover()
    expect(source).to_be_visible()
    source.hover()  # WCAG 1.4.13: it stays while the pointer is on it
    page.wait_for_timeout(600)
    expect(source).to_be_visible()
    page.keyboard.press("Escape")
    expect(source).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_visible()

    number.focus()
    page.keyboard.press("Enter")
    expect(source).to_be_visible()
    page.keyboard.press("Tab")
    expect(source.get_by_role("link", name="Read it in the policy")).to_be_focused()
    page.keyboard.press("Escape")
    expect(source).to_be_hidden()
    expect(number).to_be_focused()


def test_an_answer_says_why_and_takes_a_reason(page: Page) -> None:
    log = ask(page, QUESTION)
    why = log.locator("details").filter(has_text="Why this answer?")
    why.locator("summary").press("Enter")
    expect(why.get_by_text("Only the policy's own words were used")).to_be_visible()
    expect(why.get_by_role("listitem").first).to_contain_text("quoted")
    log.get_by_role("button", name="No", exact=True).press("Enter")
    expect(log.get_by_role("button", name="Not what I asked")).to_be_focused()
    with page.expect_response("**/useful") as told:
        log.get_by_role("button", name="Hard to understand").press("Enter")
    assert told.value.status == 204
    expect(log.get_by_text("Thank you, that helps.")).to_be_visible()


def test_a_chat_kept_on_this_device_counts_what_was_not_read(page: Page, site: Site, shop: str) -> None:
    page.get_by_label("Keep this chat on this device").check()
    ask(page, QUESTION)
    reference = reference_in(hand_over(page))
    context = page.context
    page.close()

    other = context.new_page()  # another visit: nothing of the tab is left
    other.goto(shop)
    expect(other.get_by_role("button", name="Privacy questions")).to_be_visible()
    answer(site, reference, "It was a mistake of ours.")
    kept = json.loads(other.evaluate("Object.values(localStorage)[0]"))
    while "agent" not in {event.kind for event in site.house.store.events(kept["id"])}:
        other.wait_for_timeout(100)
    other.reload()
    expect(other.get_by_text("1 unread")).to_be_visible()
    opened(other)
    log = other.get_by_role("log")
    expect(log.get_by_text("It was a mistake of ours.")).to_be_visible()
    other.get_by_role("button", name="Close").click()
    other.reload()
    expect(other.get_by_role("button", name="Privacy questions")).to_have_text("Privacy questions")

    opened(other)
    other.get_by_label("Keep this chat on this device").uncheck()
    expect(other.get_by_role("log").get_by_text(QUESTION)).to_be_visible()
    while other.evaluate("localStorage.length"):
        other.wait_for_timeout(50)
    assert other.evaluate("sessionStorage.length") == 1


def answer(site: Site, reference: str, words: str) -> None:
    """A person of the desk replies, and the reply is delivered."""
    view = site.house.desk.ticket(reference)
    agent = site.house.desk.agents.all()[0]
    assert view is not None
    site.house.desk.reply(view.row.id, agent.id, words, key=f"reply to {reference}")


def test_a_page_says_who_is_signed_in(page: Page, site: Site) -> None:
    now = int(datetime.now(UTC).timestamp())
    claims = {"sub": "4711", "email": "kana@example.com", "aud": site.key, "exp": now + 300}
    secret = site.house.sites.secret(site.key) or site.house.sites.new_secret(site.key)
    signed = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret), ["HS256"])
    ask(page, QUESTION)
    page.evaluate("signed => madoguchi.widgets[0].setUser(signed)", signed)
    view = site.house.desk.ticket(reference_in(hand_over(page)))
    assert view is not None
    assert view.vouched is not None
    assert (view.vouched.subject, view.vouched.email) == ("4711", "kana@example.com")
