"""Gold profiles: the facts of a policy as a person wrote them down, each with its places in the text."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.questions import EvaluationError

Span = tuple[int, int]
COMPARED = frozenset(
    {
        "desk", "channel", "reception", "requester", "right", "inquiry", "complaint", "field", "document",
        "fee", "identity_verification", "response_time", "notice", "refusal", "self_service", "precedence",
        "referral", "date",
    }
)  # fmt: skip
"""Classes of facts that gold profiles hold; what a draft says of others is not counted."""

_UNSAID = ("absent", "implied", "partial")
"""Statuses of what the policy does not say in so many words: neither demanded nor allowed."""
_LISTS = {"notice": "", "refusal": "", "self_service": "", "precedence": "", "region_referral": "region"}


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact to be found. `value` is None where gold describes it in words of its own: evidence decides."""

    name: str
    value: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldProfile:
    """The facts of one policy; `policy_file` is the name of its text."""

    organisation: str
    policy_file: str
    facts: tuple[GoldFact, ...]


def read_gold(folder: Path) -> list[GoldProfile]:
    """The gold profiles (`*.toml`) of a folder; EvaluationError when there is none or one cannot be read."""
    found = [_profile(path) for path in sorted(folder.glob("*.toml"))]
    if not found:
        raise EvaluationError(f"{folder}: no gold profiles (*.toml); name the folder that holds them")
    return found


def _profile(path: Path) -> GoldProfile:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        facts = tuple(fact for fact in _facts(content) if fact.spans)
        return GoldProfile(content["org_id"], content["policy_file"], facts)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(f"{path.name}: is no gold profile ({error!r})") from None


def _facts(content: Mapping[str, Any]) -> Iterator[GoldFact]:
    for desk in content.get("desk", ()):
        yield _fact("desk", desk["name"], desk)
    for kind, one in _said(content, "channel"):
        yield _fact(f"channel.{kind}", one.get("value", one["status"]), one)
    for who, one in _said(content, "requester"):
        yield _fact(f"requester.{who}", one["status"], one)
    for right, one in _said(content, "request_type"):
        name = right if right in ("inquiry", "complaint") else f"right.{right}"
        yield _fact(name, one.get("policy_term"), one)
    yield from _reception(content.get("reception", {}))
    yield from _papers(content)
    for name, told in _LISTS.items():
        for one in content.get(name, ()):
            yield _fact(name.removeprefix("region_"), one.get(told) if told else None, one)
    for one in content.get("date", ()):
        yield _fact("date", one["value"], one)


def _reception(one: Mapping[str, Any]) -> Iterator[GoldFact]:
    for state in ("open", "closed"):
        for value in one.get(state, ()):
            yield _fact(f"reception.{state}", value, one)


def _papers(content: Mapping[str, Any]) -> Iterator[GoldFact]:
    for item in content.get("required_item", ()):
        for key, name in (("fields", "field"), ("documents", "document")):
            for value in item.get(key, ()):
                yield _fact(name, value, item)
    fee = content.get("fee", {})
    if fee.get("status", "absent") not in _UNSAID:
        value = f"{fee['amount']} {fee['currency']}" if "amount" in fee else fee["status"]
        yield _fact("fee", value, fee)
    for name in ("identity_verification", "response_time"):
        one = content.get(name, {})
        if one.get("status", "absent") not in _UNSAID:
            yield _fact(name, one.get("value"), one)


def _said(content: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, one in content.get(key, {}).items():
        if one["status"] not in _UNSAID:
            yield name, one


def _fact(name: str, value: str | None, one: Mapping[str, Any]) -> GoldFact:
    spans = tuple((quote["start"], quote["end"]) for quote in one.get("evidence", ()))
    return GoldFact(name, value, spans)
