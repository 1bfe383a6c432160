"""What a sentence comes to: statements and their conditions, word by word."""

from dataclasses import dataclass, field
from typing import Literal

from knowledge.grounding.reading import Word

CONTENT = ("word", "quantity", "actor")


@dataclass(frozen=True, slots=True)
class Placed:
    """A word in its frame: `role` is subject, verb, object or the preposition that leads its phrase.

    Words of one `phrase` stand or fall together; a `listed` phrase is one of several that stand side by side.
    """

    word: Word
    role: str
    phrase: int
    listed: bool = False


@dataclass(slots=True)
class Frame:
    """One statement, or one condition of a statement.

    `lead` is the word that opens a condition, `joined` the "and" or "or" before the frame. `anchored`: the
    condition only tells from when a period runs. `alternative`: the frame is one of several joined by "or".
    `inherits`: its subject stands in the frame before. `before` is what its pronouns may stand for.
    """

    lead: str = ""
    only: bool = False
    anchored: bool = False
    joined: Literal["", "and", "or"] = ""
    alternative: bool = False
    modality: str = ""
    passive: bool = False
    words: list[Placed] = field(default_factory=list)
    conditions: list["Frame"] = field(default_factory=list)
    after_stop: bool = False
    after_comma: bool = False
    inherits: bool = False
    before: list[Placed] = field(default_factory=list)

    @property
    def content(self) -> list[Placed]:
        """What must be carried."""
        return [placed for placed in self.words if placed.word.kind in CONTENT]

    @property
    def verbs(self) -> list[Placed]:
        """The words of its verb."""
        return [placed for placed in self.words if placed.role == "verb"]

    @property
    def refers(self) -> bool:
        """Whether a pronoun stands for something said before."""
        return any(placed.word.kind == "pronoun" for placed in self.words)
