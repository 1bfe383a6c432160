"""The form of an approved answer as typed: clauses that are quoted, and what is said on their strength."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated

from fastapi import Form

from helpdesk.approved import AnswerDraft, ApprovedAnswer, ClauseStanding, DraftSentence
from helpdesk.shelf import PolicyShelf
from helpdesk.views import TicketView

REVIEW_AFTER = timedelta(days=365)
"""Until when an answer is good if the agent sets no other day."""


@dataclass(frozen=True, slots=True)
class Block:
    """A quoted clause and what is said; no `text` says the quote itself, `joined` carries the text above."""

    address: str
    quote: str
    text: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """Everything typed. `search` finds clauses to quote."""

    question: str = ""
    organisations: tuple[str, ...] = ()
    audience: str = "public"
    language: str = "en"
    review_by: str = ""
    search: str = ""
    blocks: tuple[Block, ...] = ()

    def draft(self) -> AnswerDraft:
        """What is to be approved."""
        return AnswerDraft(
            question=" ".join(self.question.split()),
            organisations=self.organisations,
            audience=self.audience,
            language=self.language,
            sentences=tuple(self._sentences()),
            review_by=_day(self.review_by),
        )

    def numbered(self) -> tuple[tuple[int, Block], ...]:
        """The blocks, each with the number of the sentence that it belongs to."""
        found: list[tuple[int, Block]] = []
        for block in self.blocks:
            number = found[-1][0] if found else 0
            found.append((number if block.joined and found else number + 1, block))
        return tuple(found)

    def with_clauses(self, shelf: PolicyShelf, addresses: Iterable[str]) -> "AnswerForm":
        """The form with more clauses, each quoted whole at first."""
        known = {block.address for block in self.blocks}
        found = (shelf.clause(address) for address in addresses if address not in known)
        more = tuple(Block(clause.address, clause.text) for clause in found if clause)
        return replace(self, blocks=self.blocks + more)

    def _sentences(self) -> Iterator[DraftSentence]:
        numbered = self.numbered()
        for number in dict.fromkeys(number for number, _ in numbered):
            blocks = [block for each, block in numbered if each == number]
            quotes = tuple((block.address, block.quote.strip()) for block in blocks)
            yield DraftSentence(blocks[0].text.strip() or quotes[0][1], quotes)


def typed(
    question: Annotated[str, Form()] = "",
    organisations: Annotated[list[str] | None, Form()] = None,
    audience: Annotated[str, Form(pattern="^(public|employees)$")] = "public",
    language: Annotated[str, Form(pattern="^(en|ja)$")] = "en",
    review_by: Annotated[str, Form()] = "",
    search: Annotated[str, Form(max_length=200)] = "",
    address: Annotated[list[str] | None, Form()] = None,
    quote: Annotated[list[str] | None, Form()] = None,
    text: Annotated[list[str] | None, Form()] = None,
    joined: Annotated[list[str] | None, Form()] = None,
    left_out: Annotated[list[str] | None, Form()] = None,
) -> AnswerForm:
    """Read the form as sent; blocks that are ticked to be left out are."""
    rows = zip(address or (), quote or (), text or (), strict=False)
    blocks = tuple(
        Block(where, _plain(words), _plain(said), str(number) in (joined or ()))
        for number, (where, words, said) in enumerate(rows)
        if str(number) not in (left_out or ())
    )
    return AnswerForm(
        _plain(question), tuple(organisations or ()), audience, language, review_by, search, blocks
    )


def fresh(today: date) -> AnswerForm:
    """An empty form."""
    return AnswerForm(review_by=(today + REVIEW_AFTER).isoformat())


def from_ticket(view: TicketView, shelf: PolicyShelf | None, today: date) -> AnswerForm:
    """A form that quotes what the requester was shown, as far as it is in force; no word of theirs."""
    blocks: dict[str, Block] = {}
    for cited in view.citations:
        organisation, _, policy = cited.address.partition("@")[0].partition("/")
        clauses = shelf.in_force(organisation, policy, view.audience) if shelf else ()
        for clause in clauses:
            if clause.text_hash == cited.text_hash:
                quote = cited.quote if cited.quote in clause.text else clause.text
                blocks.setdefault(clause.address, Block(clause.address, quote))
    return replace(
        fresh(today),
        organisations=(view.row.organisation,),
        audience=view.audience,
        language=view.row.language,
        blocks=tuple(blocks.values()),
    )


def from_answer(answer: ApprovedAnswer, standings: Iterable[ClauseStanding], today: date) -> AnswerForm:
    """A form that approves an answer again, on the clauses as they stand now."""
    now = iter(standings)
    blocks = [
        _block(next(now), sentence.text if first else "", joined=not first)
        for sentence in answer.sentences
        for first in (True, *[False] * (len(sentence.quotes) - 1))
    ]
    return AnswerForm(
        question=answer.question,
        organisations=answer.organisations,
        audience=answer.audience,
        language=answer.language,
        review_by=(today + REVIEW_AFTER).isoformat() if answer.review_by else "",
        blocks=tuple(blocks),
    )


def _block(standing: ClauseStanding, text: str, *, joined: bool) -> Block:
    quote, now = standing.bound.quote, standing.now
    said = "" if text == quote else text
    if now is None:
        return Block(standing.bound.address, quote, said, joined)
    return Block(now.address, quote if quote in now.text else now.text, said, joined)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Without the carriage returns that browsers put into what is typed."""
    return text.replace("\r\n", "\n")
