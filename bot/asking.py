"""What `madoguchi ask` does: one question for people, one or many as JSON lines."""

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from bot.messages import Message, Reply, Turn
from bot.wiring import House, open_house
from helpdesk import NotFound
from knowledge import Citation


class AskError(Exception):
    """The question cannot be asked; the message says what is missing."""


def ask_one(data: Path, question: str, organisation: str, as_of: date | None, *, as_json: bool) -> None:
    """Answer one question on standard output. AskError when the organisation is not known."""
    with open_house(data) as house:
        row = _answered(house, _message({"question": question, "org": organisation}, as_of))
        if as_json:
            print(json.dumps({"id": None, **row[1]}, ensure_ascii=False))  # noqa: T201  # the result
        else:
            _show(row[0], Console())


def ask_batch(data: Path, batch: Path) -> None:
    """Answer every line of a file; one JSON object per line on standard output and nothing else there."""
    with open_house(data) as house:
        for asked in _lines(batch):
            _, row = _answered(house, _message(asked, None))
            print(json.dumps({"id": asked.get("id"), **row}, ensure_ascii=False), flush=True)  # noqa: T201


def _lines(batch: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = batch.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise AskError(f"{batch}: cannot be read as UTF-8 text") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            _message(asked, None)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise AskError(
                f"{batch}:{number}: not a question; each line needs org and question, and history as turns"
            ) from None
        yield asked


def _message(asked: dict[str, Any], as_of: date | None) -> Message:
    channel = asked.get("channel", "cli")
    return Message(
        conversation=None,
        organisation=asked["org"].strip(),
        text=asked["question"].strip(),
        channel=channel,
        audience="employees" if channel == "slack" else "public",
        language=asked.get("lang"),
        as_of=as_of,
        history=tuple(_turn(each) for each in asked.get("history") or ()),
        key=str(asked.get("id", "")),
    )


def _turn(turn: dict[str, str]) -> Turn:
    return Turn("person" if turn["role"] in ("person", "user") else "assistant", turn["text"])


def _answered(house: House, message: Message) -> tuple[Reply, dict[str, object]]:
    started = time.perf_counter()
    try:
        reply = Reply.of(house.conversation.handle(message))
    except NotFound:
        known = ", ".join(row.id for row in house.desk.organisations()) or "none yet"
        raise AskError(
            f"organisation {message.organisation!r} is not known (known: {known}); "
            "bring its policy in with `madoguchi ingest FILE --organisation ID`"
        ) from None
    return reply, {
        "outcome": reply.outcome,
        "kind": reply.kind,
        "right": reply.right,
        "fields": list(reply.fields),
        "citations": [_citation(each) for each in reply.citations],
        "text": reply.text,
        "latency_ms": round((time.perf_counter() - started) * 1000, 1),
        "engine": reply.engine,
    }


def _citation(citation: Citation) -> dict[str, object]:
    return {
        "organisation": citation.address.organisation,
        "policy": citation.address.policy,
        "version": citation.address.version,
        "clause": citation.address.place,
        "heading_path": list(citation.heading_path),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "role": citation.role,
    }


def _show(reply: Reply, console: Console) -> None:
    console.print(f"[bold]{reply.outcome}[/bold]" + (f" ({reply.right or reply.kind})" if reply.kind else ""))
    words = reply.text
    for citation in reply.citations:
        words = words.replace(citation.quote, "")
    for paragraph in filter(str.strip, words.split("\n\n")):
        console.print(f"\n{escape(paragraph)}", highlight=False)
    for number, citation in enumerate(reply.citations, start=1):
        where = " › ".join(citation.heading_path) or citation.title
        console.print(f"\n[bold]\\[{number}][/bold] “{escape(citation.quote)}”", highlight=False)
        console.print(
            Padding(f"[dim]{escape(where)} · {citation.address} · {citation.role}[/dim]", (0, 0, 0, 4))
        )
    console.print(f"\n[dim]made by {escape(reply.engine)}[/dim]", highlight=False)
    if reply.fields:
        console.print(f"\nA ticket would still ask for: {', '.join(reply.fields)}", highlight=False)
