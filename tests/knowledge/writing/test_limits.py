"""A model is called only where it was switched on, within its limits, and never elsewhere."""

import json
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from pydantic import ValidationError
from sqlmodel import select

from bot.database import Database
from knowledge import Answered, KnowledgeError, KnowledgeSettings, metadata
from knowledge.adapters.sql_allowance import Allowance
from knowledge.adapters.sql_tables import AllowanceRow
from knowledge.pacing import Late, Pacer
from tests import postgres
from tests.fakes.language_model.characters import honest
from tests.fakes.language_model.server import Status
from tests.knowledge.conftest import Ask
from tests.knowledge.writing.conftest import NOON, OpenModel, OpenRoom

FEE = "Which fee is charged for each disclosure?"
TOP = Path(__file__).parents[3]


def test_without_the_setting_nothing_of_langchain_is_loaded(room_with: OpenRoom, ask: Ask) -> None:
    script = (
        "import sys, knowledge.wiring, knowledge.answering\n"
        "print({name.split('.')[0] for name in sys.modules} & {'langchain', 'langchain_core', 'openai'})"
    )
    seen = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=TOP)
    assert seen.stdout.strip() == "set()"
    assert room_with().answerer.engine("nordlicht") == "quotes"


def test_an_organisation_that_did_not_switch_it_on_is_quoted(
    speak: OpenModel, room_with: OpenRoom, ask: Ask
) -> None:
    model = speak(honest)
    knowledge = room_with(model, language_model_organisations=("another",))
    answer = knowledge.answerer.answer(ask(FEE))
    assert isinstance(answer, Answered)
    assert answer.engine == knowledge.answerer.engine("nordlicht") == "quotes"
    assert model.received == []
    assert room_with(model, language_model_organisations=("*",)).answerer.engine("nordlicht") == "openai:fake"


def test_the_model_sees_the_question_and_the_quoted_clauses_and_nothing_else(
    speak: OpenModel, room_with: OpenRoom, ask: Ask
) -> None:
    quoted = room_with().answerer.quoted(ask(FEE))
    assert isinstance(quoted, Answered)
    model = speak(honest)
    room_with(model, language_model_answer_tokens=700).answerer.answer(ask(FEE))
    (body,) = model.received
    system, user = body["messages"]
    cited = [each for sentence in quoted.sentences for each in sentence.citations]
    assert json.loads(user["content"]) == {
        "question": FEE,
        "language": "English",
        "clauses": [{"address": str(each.address), "text": each.quote} for each in (*cited, *quoted.related)],
    }
    assert FEE not in system["content"]
    assert body["max_completion_tokens"] == 700
    assert body["response_format"]["type"] == "json_schema"
    assert not {"tools", "functions", "user", "metadata", "store"} & body.keys()


def test_earlier_turns_are_not_sent(speak: OpenModel, room_with: OpenRoom, ask: Ask) -> None:
    model = speak(honest)
    room_with(model).answerer.answer(replace(ask(FEE), history=("My aunt Wilhelmina is ill.",)))
    assert len(model.received) == 1
    assert "Wilhelmina" not in json.dumps(model.received)


def test_a_quote_in_another_language_than_the_question_is_not_reworded(
    speak: OpenModel, room_with: OpenRoom, ask: Ask
) -> None:
    model = speak(honest)
    answer = room_with(model).answerer.answer(replace(ask(FEE), language="ja"))
    assert isinstance(answer, Answered)
    assert (answer.engine, model.received) == ("quotes", [])


def test_a_day_has_an_end(speak: OpenModel, room_with: OpenRoom, ask: Ask) -> None:
    model = speak(honest)
    knowledge = room_with(model, language_model_daily_tokens=3000)
    engines = [knowledge.answerer.answer(ask(FEE)).engine for _ in range(3)]
    assert engines == ["openai:fake", "quotes", "quotes"]
    assert len(model.received) == 1


def test_a_very_long_question_is_quoted(speak: OpenModel, room_with: OpenRoom, ask: Ask) -> None:
    model = speak(honest)
    answer = room_with(model).answerer.answer(ask(f"{FEE} {FEE * 60}"))
    assert (answer.engine, model.received) == ("quotes", [])


def test_a_redirect_is_not_followed(speak: OpenModel, room_with: OpenRoom, ask: Ask) -> None:
    elsewhere = speak(honest)
    model = speak(lambda asked: [Status(307, f"{elsewhere.url}/chat/completions")])
    answer = room_with(model).answerer.answer(ask(FEE))
    assert (answer.engine, len(model.received), elsewhere.received) == ("quotes", 1, [])


def test_the_environment_can_neither_trace_nor_redirect(
    speak: OpenModel, room_with: OpenRoom, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langsmith.utils import get_env_var, tracing_is_enabled

    foreign = speak(honest)
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING"):
        monkeypatch.setenv(name, "true")
    for name in ("LANGSMITH_ENDPOINT", "LANGSMITH_GATEWAY", "OPENAI_API_BASE", "OPENAI_BASE_URL"):
        monkeypatch.setenv(name, foreign.url)
    monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_key")
    get_env_var.cache_clear()  # type: ignore[attr-defined]
    model = speak(honest)
    assert room_with(model).answerer.answer(ask(FEE)).engine == "openai:fake"
    assert (len(model.received), foreign.received) == (1, [])
    get_env_var.cache_clear()  # type: ignore[attr-defined]
    assert not tracing_is_enabled()
    assert os.environ["LANGSMITH_GATEWAY"] == "false"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"language_model_url": "https://evil.example/v1"}, "evil.example is not allowed"),
        ({"language_model_url": "http://api.openai.com/v1"}, "must be reached by https"),
        ({"language_model_url": "http://10.0.0.5/v1"}, "must be reached by https"),
        ({"language_model_url": "https://api.openai.com@evil.example/v1"}, "plain https:// address"),
        ({"language_model_url": "https://api.openai.com.evil.example/v1"}, "is not allowed"),
        ({"language_model_url": "ftp://api.openai.com"}, "plain https:// address"),
        ({"language_model_url": "file:///etc/passwd"}, "plain https:// address"),
        ({"language_model_organisations": ()}, "MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL_ORGANISATIONS"),
        ({"language_model": "gpt-5"}, "write provider:model"),
        ({"language_model": "openai:"}, "write provider:model"),
        ({"language_model": "litellm:gpt-5"}, "write provider:model"),
    ],
)
def test_what_is_not_allowed_is_refused_with_one_line(settings: dict[str, object], told: str) -> None:
    chosen = {"language_model": "openai:gpt-5-mini", "language_model_organisations": ("*",), **settings}
    with pytest.raises(ValidationError) as refused:
        KnowledgeSettings(**chosen)  # type: ignore[arg-type]
    (error,) = refused.value.errors()
    assert told in error["msg"]
    assert "\n" not in error["msg"]


@pytest.mark.parametrize(
    "url", ["https://api.openai.com/v1", "http://localhost:8080/v1", "http://[::1]:11434", None]
)
def test_what_is_allowed_is_taken(url: str | None) -> None:
    chosen = KnowledgeSettings(
        language_model="openai:gpt-5-mini", language_model_url=url, language_model_organisations=("*",)
    )
    assert chosen.language_model_url == url


@pytest.mark.parametrize(
    ("model", "variable", "told"),
    [
        ("openai:fake", "OPENAI_API_KEY", "set OPENAI_API_KEY"),
        ("anthropic:fake", "ANTHROPIC_API_KEY", "set ANTHROPIC_API_KEY"),
    ],
)
def test_a_missing_key_is_told_at_start(
    room_with: OpenRoom,
    speak: OpenModel,
    monkeypatch: pytest.MonkeyPatch,
    model: str,
    variable: str,
    told: str,
) -> None:
    monkeypatch.delenv(variable, raising=False)
    with pytest.raises(KnowledgeError, match=told):
        room_with(speak(honest), language_model=model)


def test_a_missing_extra_is_told_at_start(room_with: OpenRoom, speak: OpenModel) -> None:
    with pytest.raises(KnowledgeError, match=r"pip install 'madoguchi\[ollama\]'"):
        room_with(speak(honest), language_model="ollama:fake")


class Days:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[Database]]:
    """Of two processes, on the kind of database that is asked for."""

    def opened(url: str) -> Iterator[list[Database]]:
        both = [Database(url, tmp_path / "lock") for _ in range(2)]
        metadata.create_all(both[0].engine)
        yield both
        for each in both:
            each.close()

    if request.param == "sqlite":
        yield from opened(f"sqlite:///{tmp_path / 'madoguchi.db'}")
        return
    request.getfixturevalue("socket_enabled")
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    (tmp_path / "postgres").mkdir()
    with postgres.running(tmp_path / "postgres") as url:
        yield from opened(url)


on_both = pytest.mark.parametrize(
    "databases",
    ["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.enable_socket])],
    indirect=True,
)


@on_both
def test_the_allowance_is_shared_and_new_every_day(databases: list[Database]) -> None:
    days = Days()
    one, other = (Allowance(each, 100, days) for each in databases)
    assert [one.take(60), other.take(60), other.take(40), one.take(1)] == [True, False, True, False]
    days.now += timedelta(days=1)
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda number: (one, other)[number % 2].take(9), range(30)))
    assert taken.count(True) == 11
    with databases[0].read() as session:
        assert [row.tokens for row in session.exec(select(AllowanceRow))] == [99]


def test_what_cannot_be_counted_is_not_spent(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    assert not Allowance(database, 100, Days()).take(1)
    assert "cannot be counted" in caplog.text


def test_a_pacer_gives_up_and_counts_what_still_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go, closed = Event(), Event()

    def hanging() -> Generator[int, None, None]:
        try:
            yield 1
            let_go.wait(30)
            yield 2
        finally:
            closed.set()

    pacer = Pacer[int](1)
    given = pacer.within(30, hanging)
    assert next(given) == 1
    monkeypatch.setattr("knowledge.pacing.monotonic", lambda: monotonic() + 31)
    with pytest.raises(Late, match="time"):
        next(given)
    with pytest.raises(Late, match="busy"):
        next(pacer.within(30, hanging))
    let_go.set()
    assert closed.wait(30)


def test_a_pacer_raises_what_it_draws() -> None:
    def failing() -> Generator[int, None, None]:
        yield 1
        raise KnowledgeError("no")

    given = Pacer[int](1).within(20, failing)
    assert next(given) == 1
    with pytest.raises(KnowledgeError, match="no"):
        next(given)
