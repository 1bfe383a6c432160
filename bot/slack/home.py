"""The Home tab: what the app does, one's own requests with their dates, language, and deletion."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ConfirmObject,
    DividerBlock,
    HeaderBlock,
    Option,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.slack.blocks import context, form_button, row, section
from bot.slack.mrkdwn import safe
from bot.slack.people import Language
from bot.slack.wording import PROMPTS, day, say, status_label
from helpdesk import TicketRow, category

LANGUAGE, FORGET = "language", "forget_me"
SHOWN = 8
"""Requests on the page, the newest first."""
_OVER = ("resolved", "closed", "cancelled")
_AUTOMATIC = "auto"


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of one person is made of; `done` is a line about what was just done there."""

    language: Language
    chosen: Language | None
    requests: Sequence[TicketRow]
    confidential: Sequence[ButtonElement]
    done: str = ""


def home(page: Page) -> View:
    """The page; at most a hundred blocks, of which each request takes one."""
    language = page.language
    prompts = "\n".join(f"• {prompt}" for prompt in PROMPTS[language])
    forms = [
        form_button(say(language, "request"), "rights_request"),
        form_button(say(language, "complaint"), "complaint"),
    ]
    blocks: list[Block] = [
        *([section(f":white_check_mark: {page.done}")] if page.done else []),
        _header(say(language, "home.title")),
        section(say(language, "home.what")),
        *row([*forms, *page.confidential]),
        _header(say(language, "home.requests")),
        *_requests(page),
        DividerBlock(),
        section(f"{say(language, 'home.try')}\n{prompts}"),
        section(say(language, "help")),
        _language(page),
        SectionBlock(text=say(language, "home.forget"), accessory=forget_button(language)),
        context(say(language, "ai")),
    ]
    return View(type="home", blocks=blocks)


def line(one: TicketRow, language: Language) -> str:
    """A request in one line or two: what it is, how far, until when."""
    about = safe(category(language, one.kind, one.rights))
    told = f"*{about}*  `{safe(one.reference)}` · {status_label(language, one.status)}"
    dates = [say(language, "status.received", date=day(one.received_at))]
    if one.expected_reply and not one.first_human_reply_at and one.status not in _OVER:
        dates.append(say(language, "status.expected", date=day(one.expected_reply)))
    if one.legal_due and one.status not in _OVER:
        dates.append(say(language, "status.legal", date=day(one.legal_due.due_at)))
    return f"{told}\n{' '.join(dates)}"


def forget_button(language: Language) -> ButtonElement:
    """Deletes one's conversations, after one more click."""
    return ButtonElement(
        text=say(language, "forget.button"),
        action_id=FORGET,
        style="danger",
        confirm=ConfirmObject(
            title=say(language, "forget.button"),
            text=PlainTextObject(text=say(language, "forget.confirm")),
            confirm=say(language, "forget.yes"),
            deny=say(language, "talk.no"),
        ),
    )


def chosen_language(value: str) -> Language | None:
    """What an option of the language menu stands for; None leaves it to Slack."""
    options: dict[str, Language] = {"en": "en", "ja": "ja"}
    return options.get(value)


def _requests(page: Page) -> list[Block]:
    if not page.requests:
        return [context(say(page.language, "home.requests.none"))]
    return [section(line(one, page.language)) for one in page.requests]


def _language(page: Page) -> SectionBlock:
    names = {_AUTOMATIC: say(page.language, "language.auto"), "en": "English", "ja": "日本語"}
    options = {value: Option(value=value, text=PlainTextObject(text=name)) for value, name in names.items()}
    menu = StaticSelectElement(
        action_id=LANGUAGE,
        options=list(options.values()),
        initial_option=options[page.chosen or _AUTOMATIC],
    )
    return SectionBlock(text=say(page.language, "language"), accessory=menu)


def _header(text: str) -> HeaderBlock:
    return HeaderBlock(text=PlainTextObject(text=text))
