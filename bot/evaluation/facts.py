"""Measures the facts that drafts propose against gold profiles."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bot.evaluation.facts_gold import COMPARED, GoldFact, GoldProfile, read_gold
from bot.evaluation.questions import EvaluationError
from ingest import read_policy
from knowledge import Fact, closures, stated

_SINGLE = (
    "right.",
    "inquiry",
    "complaint",
    "channel.in_person",
    "channel.help_desk",
    "requester.",
    "identity",
)
"""Facts of which a policy has one, whatever words it uses at different places."""
_SAME_CHANNEL = "as postal"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a draft proposes once, with every place that says so."""

    name: str
    value: str
    said: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One organisation's figures: proposals, those that are right, gold facts, those that were found."""

    name: str
    proposed: int
    right: int
    gold: int
    found: int
    wrong: tuple[Proposal, ...] = ()
    missed: tuple[GoldFact, ...] = ()

    @property
    def precision(self) -> float:
        """Share of the proposals that are right, 0 to 1."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold facts that were found, 0 to 1."""
        return self.found / self.gold if self.gold else 1.0


def measure_all(profiles: Path, policies: Path) -> list[Measured]:
    """Every gold profile of a folder against the facts read from its policy.

    EvaluationError, IngestError when a profile or its policy cannot be read.
    """
    return [_measure(gold, policies) for gold in read_gold(profiles)]


def together(measured: Sequence[Measured]) -> Measured:
    """All organisations as one, every fact with equal weight."""
    return Measured(
        "all",
        sum(one.proposed for one in measured),
        sum(one.right for one in measured),
        sum(one.gold for one in measured),
        sum(one.found for one in measured),
    )


def proposals(found: Iterable[Fact]) -> list[Proposal]:
    """Facts said several times, put together: one value, or one right whatever it is called."""
    keyed = sorted(((_key(fact), fact) for fact in found if fact.name.split(".")[0] in COMPARED), key=_first)
    grouped = (tuple(fact for _, fact in group) for _, group in groupby(keyed, key=_first))
    return [Proposal(_base(said[0].name), said[0].value, said) for said in grouped]


def _first(pair: tuple[tuple[str, str], Fact]) -> tuple[str, str]:
    return pair[0]


def _key(fact: Fact) -> tuple[str, str]:
    return _base(fact.name), "" if fact.name.startswith(_SINGLE) else plain(fact.value)


def _base(name: str) -> str:
    first, _, rest = name.partition(".")
    return name if first in ("channel", "reception", "requester", "right") and rest else first


def _measure(gold: GoldProfile, policies: Path) -> Measured:
    path = policies / gold.policy_file
    if not path.is_file():
        raise EvaluationError(f"{path}: the policy of {gold.organisation} is not there; name --policies")
    version = read_policy(path, organisation=gold.organisation).version
    proposed = proposals(stated(version))
    wrong = tuple(one for one in proposed if not any(_agree(one, fact) for fact in gold.facts))
    missed = tuple(fact for fact in gold.facts if not any(_agree(one, fact) for one in proposed))
    return Measured(
        gold.organisation,
        len(proposed),
        len(proposed) - len(wrong),
        len(gold.facts),
        len(gold.facts) - len(missed),
        wrong,
        missed,
    )


def _agree(proposal: Proposal, gold: GoldFact) -> bool:
    """Name and value agree, and some evidence overlaps."""
    return proposal.name == gold.name and any(
        _same(fact, gold) and any(start < fact.end and fact.start < end for start, end in gold.spans)
        for fact in proposal.said
    )


def _same(fact: Fact, gold: GoldFact) -> bool:
    if gold.value is None or gold.value == _SAME_CHANNEL:
        return True
    if gold.name == "reception.closed":
        return fact.value in (gold.value, *closures(gold.value))
    told = plain(fact.value)
    if gold.name in ("fee", "date", "field", "reception.open", "channel.phone", "channel.email"):
        return told == plain(gold.value)
    return any(_alike(told, plain(one)) for one in (gold.value, *re.split(r" / |, | or |; ", gold.value)))


def _alike(one: str, other: str) -> bool:
    """One says what the other says, with more words or fewer."""
    if not one or not other:
        return False
    short, long = sorted((one.split(), other.split()), key=len)
    return one in other or other in one or len(set(short) & set(long)) * 2 >= len(set(short)) + 1


def plain(text: str) -> str:
    """Letters and digits in small letters and one width, single blanks between the words."""
    return " ".join(re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text).casefold()).split())


def as_table(measured: Sequence[Measured]) -> str:
    """One line an organisation, all of them in the last, then what was wrong and what was missed."""
    width = max(len(one.name) for one in measured)
    rows = [f"{'organisation':{max(width, 12)}}  proposed  right  precision  gold  found  recall"]
    rows += [
        f"{one.name:{max(width, 12)}}  {one.proposed:8}  {one.right:5}  {one.precision:9.3f}  {one.gold:4}  "
        f"{one.found:5}  {one.recall:6.3f}"
        for one in (*measured, together(measured))
    ]
    for one in measured:
        rows += [
            f"wrong   {one.name} {_told(p.name, p.value)} {p.said[0].start}-{p.said[0].end}"
            for p in one.wrong
        ]
        rows += [
            f"missed  {one.name} {_told(g.name, g.value)} {g.spans[0][0]}-{g.spans[0][1]}" for g in one.missed
        ]
    return "\n".join(rows)


def as_json(measured: Sequence[Measured]) -> str:
    """`{"organisations": [...], "all": {...}}` on one line, without any text of a policy."""
    return json.dumps({"organisations": [_data(one) for one in measured], "all": _data(together(measured))})


def _data(one: Measured) -> dict[str, object]:
    return {
        "name": one.name,
        "proposed": one.proposed,
        "gold": one.gold,
        "precision": round(one.precision, 4),
        "recall": round(one.recall, 4),
        "wrong": [[p.name, p.said[0].start, p.said[0].end] for p in one.wrong],
        "missed": [[g.name, *g.spans[0]] for g in one.missed],
    }


def _told(name: str, value: str | None) -> str:
    return name if value is None else f"{name} = {value[:60]}"
