"""An answer as Slack blocks: sentences with their quotes, what is near, and the card that shows the proof."""

from collections.abc import Callable, Sequence

from slack_sdk.models.blocks import (
    Block,
    ContainerBlock,
    ContextActionsBlock,
    ContextBlock,
    FeedbackButtonsElement,
    PlainTextObject,
)
from slack_sdk.models.blocks.basic_components import FeedbackButtonObject

from bot.messages import Done, ReplyPart, Said
from bot.slack.blocks import context, section
from bot.slack.mrkdwn import clipped, link, quoted, safe
from bot.slack.people import Language
from bot.slack.wording import say
from knowledge import Citation, fold_white_space

UrlOf = Callable[[Citation], str | None]
"""Where a clause can be read; None where it cannot be shown to everybody."""
RATED = ("Answered", "PartlyAnswered", "NotCovered", "Conflicting")
"""The outcomes of questions to the policies, which can be rated."""
FEEDBACK = "feedback"
_LONGEST_QUOTE = 2500
"""Characters; the rest is behind the link. Leaves room for what escaping adds."""
_SHOWN_RELATED = 3
_PROOFS = 9
"""A container holds ten blocks; the last says why."""


def said_blocks(one: Said, language: Language, url_of: UrlOf) -> list[Block]:
    """One part of an answer; a sentence that is its quote stands there once."""
    if one.role == "related":
        return [_related(one, language, url_of)]
    blocks: list[Block] = []
    quotes = {fold_white_space(citation.quote) for citation in one.citations}
    if one.text and fold_white_space(one.text) not in quotes:
        blocks.append(section(safe(one.text)))
    for citation in one.citations:
        blocks += [
            section(quoted(clipped(citation.quote, _LONGEST_QUOTE))),
            context(source(citation, language, url_of)),
        ]
    return blocks


def words(parts: Sequence[ReplyPart]) -> str:
    """The answer as plain text, for notifications and screen readers."""
    return " ".join(part.text for part in parts if isinstance(part, Said) and part.role != "related")


def evidence(parts: Sequence[ReplyPart], language: Language, url_of: UrlOf) -> list[Block]:
    """A card, closed at first: each clause that was quoted, its version, and why this is (not) certain."""
    done = next((part for part in parts if isinstance(part, Done)), None)
    if done is None or done.outcome not in RATED:
        return []
    shown = [part for part in parts if isinstance(part, Said) and part.role in ("answer", "near")]
    cited = list({each.address: each for part in shown for each in part.citations}.values())
    why = say(language, f"why.{done.outcome}", engine=safe(done.engine))
    children: list[Block] = [context(_proof(each, language, url_of)) for each in cited[:_PROOFS]]
    title = say(language, "evidence.one" if len(cited) == 1 else "evidence", count=len(cited))
    card = ContainerBlock(
        title=PlainTextObject(text=title),
        child_blocks=[*children, context(why)],
        is_collapsible=True,
        default_collapsed=True,
    )
    return [card]


def feedback(parts: Sequence[ReplyPart], language: Language, key: str) -> list[Block]:
    """Whether the answer was useful; `key` is the message's it answers."""
    done = next((part for part in parts if isinstance(part, Done)), None)
    if done is None or done.outcome not in RATED:
        return []
    good, bad = (
        FeedbackButtonObject(
            text=say(language, f"feedback.{how}"),
            accessibility_label=say(language, f"feedback.{how}.label"),
            value=f"{how}/{key}",
        )
        for how in ("good", "bad")
    )
    buttons = FeedbackButtonsElement(action_id=FEEDBACK, positive_button=good, negative_button=bad)
    return [ContextActionsBlock(elements=[buttons])]


def source(citation: Citation, language: Language, url_of: UrlOf) -> str:
    """Where a quote stands: heading path and number, policy, version, and the link to it."""
    where = " › ".join([*citation.heading_path, *([citation.number] if citation.number else [])])
    facts = [f"*{safe(where)}*" if where else "", safe(citation.title)]
    facts.append(_version(citation, language))
    if url := url_of(citation):
        facts.append(link(url, say(language, "open_clause")))
    return " · ".join(fact for fact in facts if fact)


def _proof(citation: Citation, language: Language, url_of: UrlOf) -> str:
    quote = f"“{safe(clipped(' '.join(citation.quote.split()), 300))}”"
    return f"{quote}\n{source(citation, language, url_of)} · `{safe(str(citation.address))}`"


def _version(citation: Citation, language: Language) -> str:
    version, effective = safe(citation.address.version), citation.effective
    if effective is None:
        return say(language, "version", version=version)
    if version == effective.isoformat():
        return say(language, "version.dated", date=version)
    return say(language, "version.and_date", version=version, date=effective.isoformat())


def _related(one: Said, language: Language, url_of: UrlOf) -> ContextBlock:
    sources = [source(citation, language, url_of) for citation in one.citations[:_SHOWN_RELATED]]
    return context("\n".join([f"*{safe(one.text)}*", *(f"• {clipped(each, 600)}" for each in sources)]))
