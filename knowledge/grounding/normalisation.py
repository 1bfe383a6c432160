"""The one normalisation under which words are compared, and the way back to where they stand."""

import re
import unicodedata
from dataclasses import dataclass

_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'")
)
_LETTER = re.compile(r"\s+|\S[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*")
"""A run of white space, or a sign with the marks that belong to it."""


def normalised(text: str) -> str:
    """Unicode NFKC, dashes and quotation marks of one kind each, white space folded. Case stays."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_SIGNS)).split())


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text in which each sign knows its `[start, end)` in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def find(self, words: str) -> tuple[int, int] | None:
        """The place in the original of words that are normalised alike: whole words and whole figures."""
        wanted = normalised(words)
        if not wanted:
            return None
        found = re.search(rf"(?<![A-Za-z0-9])(?<!\d[.,]){re.escape(wanted)}(?![A-Za-z0-9]|[.,]\d)", self.text)
        return (self.starts[found.start()], self.ends[found.end() - 1]) if found else None


def traced(text: str) -> Normalised:
    """The text normalised, with the way back."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for letter in _LETTER.finditer(text):
        for sign in unicodedata.normalize("NFKC", letter.group().translate(_SIGNS)):
            white = sign.isspace()
            if white and (not signs or signs[-1] == " "):
                continue
            signs.append(" " if white else sign)
            starts.append(letter.start())
            ends.append(letter.end())
    return Normalised("".join(signs), tuple(starts), tuple(ends))
