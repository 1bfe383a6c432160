"""A shelf of invented policies that a test changes as it goes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from helpdesk import ProposedFact, ShelfChange, ShelfClause

Text = dict[str, str]
"""The text of each clause by its place."""

FIRST: Text = {
    "1": "We keep call recordings for 90 days.",
    "2": "A fee of 900 yen is charged for each disclosure.",
    "3": "Cameras watch the quay.",
}


@dataclass
class Shelf:
    """`versions` by policy and name, the last one in force; `unsaid` are sentences that no quote carries."""

    versions: dict[str, dict[str, Text]] = field(
        default_factory=lambda: {"minato/privacy-policy": {"2024-04-01": FIRST}}
    )
    unsaid: dict[str, str] = field(default_factory=dict)
    employees_only: set[str] = field(default_factory=set)
    facts: dict[str, tuple[ProposedFact, ...]] = field(default_factory=dict)

    def bring_in(self, version: str, text: Text, policy: str = "minato/privacy-policy") -> None:
        """A new version comes into force."""
        self.versions[policy] = self.versions.get(policy, {}) | {version: text}

    def search(
        self, text: str, organisations: Sequence[str], audience: str, limit: int
    ) -> tuple[ShelfClause, ...]:
        """Clauses in force that share a word with the text."""
        words = set(text.lower().split())
        found = [
            clause
            for policy in self.versions
            for clause in self.in_force(*policy.split("/"), audience)
            if words & set(clause.text.lower().rstrip(".").split())
            and clause.address.partition("/")[0] in organisations
        ]
        return tuple(found[:limit])

    def clause(self, address: str) -> ShelfClause | None:
        """Of any version."""
        policy, _, rest = address.partition("@")
        version, _, place = rest.partition("#")
        text = self.versions.get(policy, {}).get(version, {}).get(place)
        return self._clause(policy, version, place, text) if text else None

    def in_force(self, organisation: str, policy: str, audience: str) -> tuple[ShelfClause, ...]:
        """The last version's clauses."""
        name = f"{organisation}/{policy}"
        if name not in self.versions or (name in self.employees_only and audience != "employees"):
            return ()
        version, text = list(self.versions[name].items())[-1]
        return tuple(self._clause(name, version, place, words) for place, words in text.items())

    def proposed_facts(self, organisation: str, policy: str) -> tuple[ProposedFact, ...]:
        """Those of the policy in `facts`."""
        return self.facts.get(f"{organisation}/{policy}", ())

    def objection(self, sentence: str, quotes: Sequence[tuple[str, str]]) -> str | None:
        """That of `unsaid`, or that a quote does not stand there."""
        for address, quote in quotes:
            clause = self.clause(address)
            if clause is None or quote not in clause.text:
                return "quote"
        return self.unsaid.get(sentence)

    def diff(self, organisation: str, policy: str, old: str, new: str) -> tuple[ShelfChange, ...]:
        """Same place and other words: changed, unless the words stood elsewhere before."""
        name = f"{organisation}/{policy}"
        before, after = self.versions[name][old], self.versions[name][new]
        return tuple(
            ShelfChange("changed", f"{name}@{old}#{place}", f"{name}@{new}#{place}", words, after[place])
            for place, words in before.items()
            if place in after and after[place] not in before.values() and words not in after.values()
        )

    def _clause(self, policy: str, version: str, place: str, text: str) -> ShelfClause:
        return ShelfClause(
            address=f"{policy}@{version}#{place}",
            number=place,
            heading_path=(),
            text=text,
            text_hash=f"hash of {text}",
            title="Privacy Policy",
            language="en",
            effective=date.fromisoformat(version),
            audience="employees" if policy in self.employees_only else "public",
        )
