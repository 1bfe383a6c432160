"""Whether the quotes of a sentence carry it: word for word, or in other words that say the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.answers import Citation, Sentence
from knowledge.grounding.carrying import carried
from knowledge.grounding.frames import Frame, Placed
from knowledge.grounding.framing import frames
from knowledge.grounding.japanese import shortened
from knowledge.grounding.normalisation import normalised, traced
from knowledge.grounding.objections import Objection
from knowledge.grounding.reading import read
from knowledge.grounding.vocabulary import vocabulary
from knowledge.ports import Claim
from knowledge.sentences import sentence_spans
from knowledge.words import is_japanese

LONGEST = 1000
"""Characters of a sentence in other words than its quote."""


def objection(sentence: Sentence) -> Objection | None:
    """Why a sentence must not be said, or None when its quotes carry it.

    A sentence in another language than its quote is only accepted where it is the quote's own words.
    """
    return _objection(sentence.text, sentence.citations, [citation.quote for citation in sentence.citations])


def verified(text: str, claims: Sequence[Claim], shown: Sequence[Citation]) -> Sentence | Objection:
    """The sentence with its citations when each claim quotes a shown clause and the quotes carry it.

    `shown` is what the writer of the sentence was given to read; a claim never reaches outside of it. A quote
    of half a sentence is judged with its other half.
    """
    found = [_cited(claim, shown) for claim in claims]
    good = [pair for pair in found if not isinstance(pair, str)]
    if not good or len(good) < len(found):
        return next((why for why in found if isinstance(why, str)), "citation")
    sentence = Sentence(text, tuple(citation for citation, _ in good))
    return (
        objection(sentence) or _objection(text, sentence.citations, [whole for _, whole in good]) or sentence
    )


def _cited(claim: Claim, shown: Sequence[Citation]) -> tuple[Citation, str] | Objection:
    """The claim as a citation, with the whole sentences that its quote touches."""
    named = [citation for citation in shown if str(citation.address) == claim.address.strip()]
    for citation in named:
        place = traced(citation.quote).find(claim.quote)
        if place:
            quote = citation.quote[slice(*place)]
            start = citation.start + place[0]
            cited = replace(citation, start=start, end=start + len(quote), quote=quote, role="answer")
            return cited, _around(citation.quote, *place)
    return "quote" if named else "citation"


def _around(text: str, start: int, end: int) -> str:
    touched = [span for span in sentence_spans(text) if span[0] < end and span[1] > start]
    return text[touched[0][0] : touched[-1][1]]


def _objection(text: str, citations: Sequence[Citation], quotes: Sequence[str]) -> Objection | None:
    said = normalised(text)
    if not said:
        return "words"
    if any(_is_whole(said, text, quote) for quote in quotes):
        return None
    leads = [citation.lead_in or "" for citation in citations]
    if any(is_japanese(quote) != is_japanese(said) for quote in quotes):
        return "language"
    if is_japanese(said):
        return shortened(said, quotes)
    return _paraphrased(
        said, [f"{lead}\n{quote}" if lead else quote for lead, quote in zip(leads, quotes, strict=True)]
    )


def _is_whole(said: str, text: str, quote: str) -> bool:
    """Whether the sentence is the quote, or whole sentences of it."""
    if text == quote:
        return True
    whole = normalised(quote)
    if said == whole:
        return True
    spans = [whole[start:end] for start, end in sentence_spans(whole)]
    return said in spans


def _paraphrased(said: str, quotes: Sequence[str]) -> Objection | None:
    if len(said) > LONGEST:
        return "words"
    evidence = [statement for quote in quotes for statement in _statements(normalised(quote))]
    there = {word for quote in quotes for word in normalised(quote).lower().split()}
    found = frames(read(said, frozenset(there & vocabulary().companies - {"company"})))
    if not found or not all(frame.content for frame in found):
        return "words"
    return next((why for frame in found if (why := _best(frame, evidence))), None)


def _statements(quote: str) -> Iterator[Frame]:
    before: list[Placed] = []
    for start, end in sentence_spans(quote):
        found = frames(read(quote[start:end]), before, whole=True)
        yield from found
        before = [placed for frame in found for placed in (*frame.words, *frame.before)]


def _best(frame: Frame, evidence: Sequence[Frame]) -> Objection | None:
    objections: list[tuple[int, Objection]] = []
    for quoted in evidence:
        why = carried(frame, quoted) if frame.lead == quoted.lead else "condition"
        if why is None:
            return None
        near = sum(any(mine.word.says(other.word) for other in quoted.words) for mine in frame.content)
        objections.append((near, why))
    return max(objections, key=lambda each: each[0])[1] if objections else "words"
