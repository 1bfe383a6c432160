"""Both catalogues are complete, and logs carry ids only."""

import json
import logging
import sys
import tomllib
from pathlib import Path

from bot.logs import JsonLines
from bot.particulars import particulars
from bot.web.wording import CATALOGUES as WEB
from bot.wording import CATALOGUES

ROOMS = Path(__file__).parents[3]


def test_every_sentence_stands_in_both_languages_with_the_same_places() -> None:
    import re

    for catalogues in (CATALOGUES, WEB):
        english, japanese = catalogues["en"], catalogues["ja"]
        assert english.keys() == japanese.keys()
        for key, sentence in english.items():
            assert re.findall(r"{\w+}", sentence) == re.findall(r"{\w+}", japanese[key]), key


def test_every_topic_that_can_be_missing_has_its_sentence() -> None:
    topics = tomllib.loads((ROOMS / "knowledge" / "topics.toml").read_text("utf-8"))["topic"]
    required = {f"missing.{topic['name']}" for topic in topics if topic.get("required")}
    special = {f"besides.{topic['name']}" for topic in topics if topic.get("special")}
    assert required | special | {"missing.premise"} <= CATALOGUES["en"].keys()


def test_every_kind_of_value_that_can_be_missing_has_its_sentence() -> None:
    kinds = tomllib.loads((ROOMS / "knowledge" / "asked_values.toml").read_text("utf-8"))["value"]
    assert {f"missing.{kind['name']}" for kind in kinds} <= CATALOGUES["en"].keys()


def record(extra: dict[str, object], error: BaseException | None = None) -> str:
    logger = logging.getLogger("bot.test")
    info = (type(error), error, error.__traceback__) if error else None
    return JsonLines().format(
        logger.makeRecord("bot.test", logging.INFO, "file", 1, "it happened", (), info, extra=extra)
    )


def test_a_key_that_is_not_listed_is_left_out() -> None:
    line = json.loads(record({"ticket": "PR-1", "text": "my secret story"}))
    assert line["ticket"] == "PR-1"
    assert "my secret story" not in json.dumps(line)


def test_of_an_exception_only_type_and_place_are_written() -> None:
    try:
        raise ValueError("Anna Kowalska, 090-1234-5678")
    except ValueError:
        error = sys.exc_info()[1]
    line = record({}, error)
    assert "ValueError" in line
    assert "Anna" not in line


def test_a_foreign_library_cannot_quote_anybody() -> None:
    text = "Task exception was never retrieved\nfuture: <Task exception=ValueError('taro@example.com')>"
    foreign = logging.getLogger("asyncio").makeRecord("asyncio", logging.ERROR, "file", 1, text, (), None)
    assert json.loads(JsonLines().format(foreign))["message"] == "Task exception was never retrieved"


def test_labelled_particulars_are_taken_and_nothing_is_made_up() -> None:
    assert particulars("Please stop. Customer number 48213, Hiroko Mori, 2-1-5 Motomachi, Kobe. Thanks.") == {
        "customer_number": "48213",
        "name": "Hiroko Mori",
        "address": "2-1-5 Motomachi, Kobe",
    }
    assert particulars("Who receives my data?") == {}
