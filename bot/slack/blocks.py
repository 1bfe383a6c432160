"""What we say, as Slack blocks. The SDK's models refuse a block that breaks one of Slack's limits."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.messages import Action, Said
from bot.slack.mrkdwn import clipped, link, quoted, safe, undirected
from bot.slack.people import Language
from bot.slack.wording import say
from knowledge import Citation, fold_white_space

SECTION, MESSAGE, MESSAGE_BLOCKS, BUTTON, FALLBACK = 3000, 13_200, 50, 75, 4000
"""Slack's limits: characters of a section, characters of all blocks of a message (undocumented:
`msg_blocks_too_long`), blocks of a message, characters on a button and of the text shown in notifications."""

_MOST_FORMS = 6
_LONGEST_QUOTE = 2500
"""Characters; the rest is behind the link. Leaves room for what escaping adds."""
_SHOWN_RELATED = 3

Payload = dict[str, Any]
UrlOf = Callable[[Citation], str | None]
"""Where a clause can be read; None where it cannot be shown to everybody."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: blocks, and the same as plain text for notifications and screen readers."""

    text: str
    blocks: list[Payload]


def answer(
    said: Sequence[Said],
    buttons: Sequence[ButtonElement],
    language: Language,
    url_of: UrlOf,
    before: Sequence[Block] = (),
) -> Rendered:
    """An answer: each sentence with its quotes, what is near, what is related, the ways onward."""
    blocks = [*before]
    blocks += [block for one in said if one.role != "related" for block in _said(one, language, url_of)]
    blocks += [_related(one, language, url_of) for one in said if one.role == "related"]
    text = " ".join(one.text for one in said if one.role != "related")
    return Rendered(clipped(safe(text), FALLBACK), within_limits([*blocks, *row(buttons)]))


def notice(text: str, buttons: Sequence[ButtonElement] = ()) -> Rendered:
    """A sentence of our own (it may hold our own markup), with buttons below it."""
    return Rendered(clipped(text, FALLBACK), within_limits([section(text), *row(buttons)]))


def plain_sections(text: str) -> list[SectionBlock]:
    """Text written by people, shown exactly as they wrote it."""
    clean = undirected(text).strip()
    pieces = [clean[start : start + SECTION] for start in range(0, len(clean), SECTION)]
    return [SectionBlock(text=PlainTextObject(text=piece, emoji=False)) for piece in pieces]


def section(text: str) -> SectionBlock:
    """A section of Slack markup; what others wrote in it must be `safe`."""
    return SectionBlock(text=MarkdownTextObject(text=clipped(text, SECTION), verbatim=True))


def context(text: str) -> ContextBlock:
    """A small grey line."""
    return ContextBlock(elements=[MarkdownTextObject(text=clipped(text, SECTION), verbatim=True)])


def row(buttons: Sequence[ButtonElement]) -> list[ActionsBlock]:
    """The buttons side by side, or nothing."""
    return [ActionsBlock(elements=list(buttons))] if buttons else []


def button(label: str, action: str) -> ButtonElement:
    """A plain button."""
    return ButtonElement(text=clipped(label, BUTTON), action_id=action)


def form_button(label: str, kind: str, right: str | None = None) -> ButtonElement:
    """Opens the form for this kind of ticket."""
    value = json.dumps({"kind": kind, "right": right})
    return ButtonElement(
        text=clipped(label, BUTTON), action_id=f"open_form:{kind}:{right or ''}", value=value
    )


def person_button(language: Language) -> ButtonElement:
    """Passes the conversation on to the help desk, after one more click."""
    return ButtonElement(
        text=say(language, "talk_to_person"),
        action_id="talk_to_person",
        confirm=ConfirmObject(
            title=say(language, "talk_to_person"),
            text=PlainTextObject(text=say(language, "talk.confirm")),
            confirm=say(language, "talk.yes"),
            deny=say(language, "talk.no"),
        ),
    )


def assistant_button(language: Language) -> ButtonElement:
    """Gives the word back to the assistant."""
    return button(say(language, "ask_assistant"), "ask_assistant")


def inquiry_button(language: Language) -> ButtonElement:
    """Reaches a person from where no conversation is kept: with a form for the question."""
    return form_button(say(language, "talk_to_person"), "inquiry")


def offered(actions: Iterable[Action]) -> list[ButtonElement]:
    """The forms that are offered, and the way to say no to them."""
    listed = list(actions)
    opening = [one for one in listed if one.id == "open_form"]
    forms = [form_button(one.label, one.kind, one.right) for one in opening if one.kind]
    declines = [button(one.label, "decline") for one in listed if one.id == "decline"]
    unique = list({each.action_id: each for each in forms}.values())
    return unique[:_MOST_FORMS] + declines[:1]


def within_limits(blocks: Sequence[Block]) -> list[Payload]:
    """The blocks as sent; where they are too many, those before the last (the buttons) give way."""
    *body, last = [block.to_dict() for block in blocks]
    while len(body) >= MESSAGE_BLOCKS or _characters([*body, last]) > MESSAGE:
        body.pop()
    return [*body, last]


def clause_url(public_url: str, citation: Citation) -> str:
    """The policy page that highlights the quote, at that version."""
    address = citation.address
    parts = (address.organisation, address.policy, address.version)
    path = "/".join(quote(part, safe="") for part in parts)
    marked = f"start={citation.start}&end={citation.end}"
    return f"{public_url.rstrip('/')}/policies/{path}?{marked}#{quote(address.place)}"


def _said(one: Said, language: Language, url_of: UrlOf) -> list[Block]:
    blocks: list[Block] = []
    quotes = {fold_white_space(citation.quote) for citation in one.citations}
    if one.text and fold_white_space(one.text) not in quotes:
        blocks.append(section(safe(one.text)))
    for citation in one.citations:
        blocks += [
            section(quoted(clipped(citation.quote, _LONGEST_QUOTE))),
            context(_source(citation, language, url_of)),
        ]
    return blocks


def _source(citation: Citation, language: Language, url_of: UrlOf) -> str:
    where = " › ".join([*citation.heading_path, *([citation.number] if citation.number else [])])
    facts = [f"*{safe(where)}*" if where else "", safe(citation.title)]
    facts.append(_version(citation, language))
    if url := url_of(citation):
        facts.append(link(url, say(language, "open_clause")))
    return " · ".join(fact for fact in facts if fact)


def _version(citation: Citation, language: Language) -> str:
    version, effective = safe(citation.address.version), citation.effective
    if effective is None:
        return say(language, "version", version=version)
    if version == effective.isoformat():
        return say(language, "version.dated", date=version)
    return say(language, "version.and_date", version=version, date=effective.isoformat())


def _related(one: Said, language: Language, url_of: UrlOf) -> ContextBlock:
    sources = [_source(citation, language, url_of) for citation in one.citations[:_SHOWN_RELATED]]
    return context("\n".join([f"*{safe(one.text)}*", *(f"• {clipped(source, 600)}" for source in sources)]))


def _characters(blocks: Sequence[Payload]) -> int:
    return sum(len(json.dumps(block, ensure_ascii=False)) for block in blocks)
