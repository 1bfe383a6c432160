"""The pages of a request as its people use them: the assistant, the status page, a ticket in the console."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Locator, Page, expect

REFERENCE = re.compile(r"^PR-\w{4}-\w{3}$")
FILL_IN = re.compile("fill in the form|フォームに記入|File the complaint|苦情")


@dataclass(frozen=True, slots=True)
class Filed:
    """What the receipt gave: the reference and the secret link."""

    reference: str
    link: str


class Assistant:
    """The page of an organisation's assistant, up to the receipt."""

    def __init__(self, context: BrowserContext, origin: str, organisation: str) -> None:
        self.page = context.new_page()
        self.page.goto(f"{origin}/chat/{organisation}")
        self.log = self.page.get_by_role("log")

    def ask(self, words: str) -> None:
        """Say what is wanted and open the form that is offered for it."""
        self.page.get_by_role("textbox").fill(words)
        with self.page.expect_event("requestfinished", lambda sent: sent.url.endswith("/messages")):
            self.page.keyboard.press("Enter")
        self.log.get_by_role("button", name=FILL_IN).first.click()
        expect(self._form).to_be_visible()

    @property
    def _form(self) -> Locator:
        return self.page.locator(".sheet form")

    @property
    def title(self) -> str:
        """What the form is for."""
        return self.page.locator(".sheet h3").inner_text()

    @property
    def told(self) -> str:
        """Everything that stands on the form: notices, steps, fee and fields."""
        return self._form.inner_text()

    @property
    def asked(self) -> list[str]:
        """The names of the fields, in order."""
        fields = self._form.locator("input, select, textarea")
        return [str(name) for name in fields.evaluate_all("all => all.map(({name}) => name)")]

    def file(self, answers: Mapping[str, str]) -> Filed:
        """Answer what is named here, look at the preview, send; the receipt."""
        fill(self._form, answers)
        self._form.locator("button[type=submit]").click()
        preview = self.page.locator("dl.preview")
        expect(preview).to_contain_text(answers.get("name", ""))
        self.page.locator(".stage .buttons button.first").click()
        reference = self.log.get_by_text(REFERENCE).last
        expect(reference).to_be_visible()
        link = self.log.locator(".receipt .links a").last
        return Filed(reference.inner_text(), str(link.evaluate("link => link.href")))


class Status:
    """The requester's page behind the secret link."""

    def __init__(self, context: BrowserContext, link: str) -> None:
        self.page = context.new_page()
        self.page.goto(link)
        expect(self.page.locator(".standing")).to_be_visible()

    @property
    def standing(self) -> str:
        """Where the request stands, in a word."""
        return self.page.locator("#standing-title").inner_text()

    @property
    def last(self) -> str:
        """The newest message."""
        return self.page.get_by_role("article").last.inner_text()

    def complete(self, answers: Mapping[str, str]) -> None:
        """Answer fields that were left open."""
        card = self.page.locator("section[aria-labelledby=complete-title]")
        fill(card, answers)
        card.get_by_role("button").click()
        expect(self.page.locator("#said")).not_to_be_empty()

    def withdraw(self) -> None:
        """Take the request back."""
        self.page.locator("summary").click()
        self.page.locator("section[aria-labelledby=withdraw-title] button").click()
        expect(self.page.locator("#said")).not_to_be_empty()

    def come_back(self, words: str) -> str:
        """Ask again after the end; the reference of the request that follows."""
        reference = self.page.get_by_text(REFERENCE).first
        before = reference.inner_text()
        card = self.page.locator("section[aria-labelledby=reopen-title]")
        card.get_by_role("textbox").fill(words)
        card.get_by_role("button").click()
        expect(reference).not_to_have_text(before)
        return reference.inner_text()


class Ticket:
    """A ticket on an agent's screen, found through the queue."""

    def __init__(self, page: Page, origin: str, reference: str) -> None:
        self.page = page
        page.goto(f"{origin}/desk")
        page.get_by_role("link", name=reference).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(reference)

    def check_paper(self) -> None:
        """Record that a paper proves who asks."""
        self._unfold("Record an identity document")
        self._press("It is they")

    def check_authority(self) -> None:
        """Record that the one who asks may do so, and that the other person agrees."""
        self._unfold("Authority")
        self._press("Authority is good")
        self._unfold("Agreement of the other person")
        self._press("They agree")

    def do_tasks(self) -> int:
        """Tick off what the procedure gives the desk to do; how much it was."""
        tasks = self.page.locator("form[action$='/task'] button")
        count = tasks.count()
        for _ in range(count):
            tasks.first.click()
            self._done()
        return count

    def decide(self, outcome: str, ground: str = "", words: str = "") -> None:
        """Decide on the right asked for."""
        form = self.page.locator("form[action$='/decision']")
        form.get_by_label("Outcome").select_option(outcome)
        if ground:
            form.locator("select[name=ground]").select_option(ground)
            form.get_by_label("In words").fill(words)
        self._press("Keep the decision")

    def hand_on(self) -> None:
        """Give the decisions to the second agent, or to be carried out."""
        self._press("Hand on the decisions")

    def approve(self) -> None:
        """Be the second agent."""
        self._press("Approve")

    def extend(self) -> str:
        """Make the legal period longer; the notice that goes out."""
        self._unfold("Make the legal period longer")
        self.page.locator("details details > summary").filter(has_text="Extend:").first.click()
        notice = self.page.get_by_label("Notice to the requester").first.input_value()
        self._press("Extend and send the notice")
        return notice

    def close(self) -> str:
        """Send the closing letter as it is composed."""
        letter = self.page.get_by_label("Closing letter").input_value()
        self._press("Send and resolve")
        return letter

    def _unfold(self, name: str) -> None:
        self.page.locator("details:not([open]) > summary").filter(has_text=re.compile(f"^{name}$")).click()

    def _press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()
        self._done()

    def _done(self) -> None:
        expect(self.page.get_by_role("status").first).not_to_be_empty()
        expect(self.page.get_by_role("alert")).to_have_count(0)


def fill(form: Locator, answers: Mapping[str, str]) -> None:
    """Put an answer into each field that has one here; what was filled in beforehand is replaced."""
    for name, answer in answers.items():
        field = form.locator(f"[name={name}]")
        if field.get_attribute("type") == "checkbox":
            field.check()
        elif field.evaluate("({tagName}) => tagName") == "SELECT":
            field.select_option(answer)
        else:
            field.fill(answer)
