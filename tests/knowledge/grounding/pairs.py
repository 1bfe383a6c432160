"""Sentences beside clauses of invented policies: faithful ones, and false ones of every kind.

A file has three sorts of rows, columns parted by tabs: `clause`, name or whole address, text; below it
`faithful` or `false`, kind, sentence and, where they are not the whole clause, the claimed quote and address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge import Address, Citation, Clause, PolicyVersion, Sentence, cite
from knowledge.grounding import Objection, verified
from knowledge.ports import Claim
from knowledge.words import is_japanese

HERE = Path(__file__).parent
TUNED_ON = ("pairs_en.tsv", "pairs_ja.tsv", "pairs_later.tsv")
"""Written before the rules, and while they grew."""

HELD_OUT = ("held_out.tsv", "held_out_again.tsv")
"""Written after the rules that were to judge them; the first figures stand in `docs/citations.md`."""


@dataclass(frozen=True)
class Pair:
    """One sentence, what is claimed for it and the clause that is shown."""

    faithful: bool
    kind: str
    text: str
    claim: Claim
    shown: Citation

    def verified(self, text: str | None = None) -> Sentence | Objection:
        """What becomes of the sentence, or of another one in its place."""
        return verified(text or self.text, [self.claim], [self.shown])


def pairs(*names: str) -> Iterator[Pair]:
    """The pairs of files."""
    for name in names:
        shown: Citation | None = None
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            sort, *columns = line.split("\t")
            if sort == "clause":
                shown = clause(*columns)
                continue
            assert shown is not None
            kind, text, *claimed = columns
            quote = claimed[0] if claimed else shown.quote
            address = claimed[1] if len(claimed) > 1 else str(shown.address)
            yield Pair(sort == "faithful", kind, text, Claim(address, quote), shown)


def clause(name: str, text: str, lead_in: str | None = None) -> Citation:
    """A version of this one clause, cited whole."""
    address = Address.parse(name if "@" in name else f"acme/privacy@2024-04-01#{name}")
    kind = "item" if lead_in else "paragraph"
    only = Clause(address.place, "", kind, None, (), lead_in, text, 0, len(text))
    version = PolicyVersion(
        address.organisation,
        address.policy,
        address.version,
        "Privacy Policy",
        "ja" if is_japanese(text) else "en",
        "public",
        date(2024, 4, 1),
        text,
        (only,),
        "policy.txt",
    )
    return cite(version, only, 0, len(text))
