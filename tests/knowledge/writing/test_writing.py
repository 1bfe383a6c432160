"""What becomes of a model's sentences, one by one, with models that live in the test."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from knowledge import Answered, Citation, PartlyAnswered, Question, Sentence, cite
from knowledge.answering import Answerer
from knowledge.errors import ModelFailed
from knowledge.language_models import LanguageModelSettings
from knowledge.ports import Claim, Draft
from knowledge.writing import MOST_SENTENCES, Quoted, Writer, supported
from tests.knowledge.policies import policy

KEPT = "We keep orders for two years. We never sell them."
ENGLISH = {
    "1. Use": ["We keep orders for two years. We never sell them.", "Cookies are used.", "We ask first."]
}
JAPANESE = {"第1条": ["当社は注文情報を2年間保管します。第三者には提供しません。", "クッキーを利用します。"]}


class Scripted:
    """Writes what it is given, then fails or not; `asked` keeps what it was shown."""

    name = "scripted"

    def __init__(self, drafts: Sequence[Draft], *, fails: bool = False) -> None:
        self.drafts_to_write = drafts
        self.fails = fails
        self.asked: list[str] = []

    def drafts(self, instructions: str, material: str) -> Generator[Draft, None, None]:
        self.asked.append(material)
        yield from self.drafts_to_write
        if self.fails:
            raise ModelFailed("Broken")


def citations(
    sections: dict[str, list[str]], language: str = "en", organisation: str = "nordlicht"
) -> list[Citation]:
    version = policy(sections, language=language, organisation=organisation)
    return [cite(version, each, each.start, each.end) for each in version.clauses if each.kind == "paragraph"]


def quoted(found: Sequence[Citation], opened: int = 1, related: Sequence[Citation] = ()) -> Answered:
    said = tuple(Sentence(each.quote, (each,)) for each in found[:opened])
    below = tuple(replace(each, role="related") for each in (*found[opened:], *related))
    return Answered(said, below, "quotes")


def question(language: str = "en") -> Question:
    return Question("What is kept?", ("nordlicht",), "public", date(2026, 11, 1), language)


def draft(citation: Citation, text: str, quote: str | None = None) -> Draft:
    return Draft(text, (Claim(str(citation.address), citation.quote if quote is None else quote),))


class Plenty:
    """An allowance that no test uses up."""

    def take(self, tokens: int) -> bool:
        return True


def written(model: Scripted, answer: Quoted, language: str = "en") -> Quoted:
    settings = LanguageModelSettings(language_model_organisations=("*",))
    telling = Writer(model, Plenty(), settings).written(question(language), answer)
    ends: list[Quoted] = []

    def drawn() -> Generator[Sentence, None, None]:
        ends.append((yield from telling))

    said = tuple(drawn())
    assert ends[0].sentences == said
    return ends[0]


def test_a_sentence_may_quote_a_part_of_a_clause() -> None:
    (found, *_) = citations(ENGLISH)
    part = "We keep orders for two years."
    answer = written(Scripted([draft(found, part, part)]), quoted([found]))
    (citation,) = answer.sentences[0].citations
    assert (citation.quote, citation.start, citation.role) == (part, found.start, "answer")
    assert [each.quote for each in answer.related] == [found.quote]


def test_white_space_and_signs_are_forgiven_and_quotes_stay_exact() -> None:
    (found, *_) = citations({"1. Use": ["We keep \u201corders\u201d\nfor two years."]})
    loose = draft(found, 'We keep "orders" for two years.', 'We keep "orders" for two years.')
    answer = written(Scripted([loose]), quoted([found]))
    assert answer.engine == "scripted"
    assert answer.sentences[0].citations[0].quote == found.quote


def test_japanese_is_worded_too() -> None:
    found = citations(JAPANESE, "ja")
    first = "当社は注文情報を2年間保管します。"
    answer = written(Scripted([draft(found[0], first, first)]), quoted(found), "ja")
    assert (answer.engine, answer.sentences[0].text) == ("scripted", first)
    two = Scripted([draft(found[0], found[0].quote)])
    assert written(two, quoted(found), "ja").engine == "quotes"


def test_nothing_is_said_twice_or_without_end() -> None:
    found = citations({"1. Use": [f"Rule number {number} holds." for number in range(1, 20)]})
    again = [draft(found[0], found[0].quote)] * 3
    assert len(written(Scripted(again), quoted(found)).sentences) == 1
    every = [draft(each, each.quote) for each in found]
    assert len(written(Scripted(every), quoted(found)).sentences) == MOST_SENTENCES


def test_what_was_said_before_a_failure_stays_and_the_quotes_follow() -> None:
    found = citations(ENGLISH)
    model = Scripted([draft(found[1], "Cookies are used.")], fails=True)
    answer = written(model, quoted(found, opened=3))
    assert [each.text for each in answer.sentences] == ["Cookies are used.", found[0].quote, found[2].quote]
    assert answer.engine == "scripted"
    assert written(Scripted([], fails=True), quoted(found)) == quoted(found)


def test_a_model_cannot_hide_what_was_found() -> None:
    found = citations(ENGLISH)
    third, invented = draft(found[2], "We ask first."), draft(found[1], "We sell cookies.")
    brief = written(Scripted([third]), quoted(found, opened=3))
    assert [each.text for each in brief.sentences] == ["We ask first.", KEPT]
    assert [each.quote for each in brief.related] == ["Cookies are used."]
    failed = written(Scripted([invented, third]), quoted(found, opened=3))
    assert [each.text for each in failed.sentences] == ["We ask first.", KEPT, "Cookies are used."]
    assert failed.related == ()


def test_a_part_that_the_policy_does_not_state_stays_told() -> None:
    found = citations(ENGLISH)
    partly = PartlyAnswered(quoted(found).sentences, "the fee", quoted(found).related, "quotes")
    answer = written(Scripted([draft(found[1], "Cookies are used.")]), partly)
    assert isinstance(answer, PartlyAnswered)
    assert answer.missing == "the fee"
    assert [each.quote for each in answer.related] == ["We ask first."]


def test_another_layer_is_neither_shown_nor_citable() -> None:
    own, group = citations(ENGLISH), citations({"1. Use": ["The group sells them."]}, organisation="group")
    model = Scripted([draft(group[0], "The group sells them.")])
    answer = written(model, quoted(own, related=group))
    assert answer == quoted(own, related=group)
    assert "group" not in model.asked[0]


def test_what_a_person_worded_is_not_reworded() -> None:
    found = citations(ENGLISH)
    model = Scripted([draft(found[1], "Cookies are used.")])
    writer = Writer(model, Plenty(), LanguageModelSettings(language_model_organisations=("*",)))
    answerer = Answerer(None, writer)  # type: ignore[arg-type]
    approved = replace(quoted(found), engine="approved")
    assert tuple(answerer.worded(question(), approved)) == approved.sentences
    assert next(answerer.worded(question(), quoted(found))).text == "Cookies are used."
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "Cookies are used", "Cookies are used. Cookies are used.", "Cookies"]
)
def test_only_whole_single_sentences_are_looked_at(text: str) -> None:
    found = citations(ENGLISH)
    assert supported(draft(found[1], text), found) is None
    assert supported(draft(found[1], " Cookies are used. "), found) is not None
