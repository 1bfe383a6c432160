"""Characters that nobody sees: words for machines can be written in them, and some turn round a text."""

import re

_UNSEEN = re.compile("[\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""Without width, of direction, and the block "Tags"; the joiners and variants that scripts need stay."""

_TAGS = {0xE0000 + code: code for code in range(0x20, 0x7F)}
_SAMPLE = 60


def without_unseen(text: str) -> tuple[str, str]:
    """The text as it is seen, and the characters that were taken out of it, in order."""
    return _UNSEEN.sub("", text), "".join(_UNSEEN.findall(text))


def unseen_warnings(unseen: str) -> tuple[str, ...]:
    """What to tell of characters that were taken out, with the words that they spell; nothing where none."""
    if not unseen:
        return ()
    spelt = "".join(letter for letter in unseen.translate(_TAGS) if letter.isascii())
    sample = f": {spelt[:_SAMPLE]}{'…' if len(spelt) > _SAMPLE else ''}" if spelt else ""
    return (f"Invisible characters were left out ({len(unseen)}){sample}",)
