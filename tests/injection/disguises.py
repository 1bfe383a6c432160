"""Ways to write an instruction so that a filter does not know it again; `chance` makes them repeatable."""

import base64
import codecs
import random
import re
from collections.abc import Callable

Disguise = Callable[[str, random.Random], str]

_LEET = str.maketrans("aeiostAEIOST", "431057431057")
_ALIKE = str.maketrans("aceiopxyACEHKMOPTXカニロエ力", "асеіорхуАСЕНКМОРТХ力二口工カ")
"""Latin to Cyrillic, and katakana to the ideographs that look like them."""

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_TAGS = {code: code + 0xE0000 for code in range(0x20, 0x7F)}
"""Characters that no font shows (Unicode block "Tags")."""

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"


def tagged(text: str) -> str:
    """Invisible to people; models read it. Other characters than ASCII are spelt as their code points."""
    return text.encode("ascii", "backslashreplace").decode().translate(_TAGS)


def _encoded(text: str, _: random.Random) -> str:
    return f"base64: {base64.b64encode(text.encode()).decode()}"


def _hexadecimal(text: str, _: random.Random) -> str:
    return f"hex: {text.encode().hex(' ')}"


def _zero_width(text: str, chance: random.Random) -> str:
    return "".join(letter + chance.choice(_ZERO_WIDTH) for letter in text)


def _inner(word: re.Match[str], chance: random.Random) -> str:
    letters = list(word[0][1:-1])
    chance.shuffle(letters)
    return word[0][0] + "".join(letters) + word[0][-1]


def _scrambled(text: str, chance: random.Random) -> str:
    """Typoglycemia: the first and the last letter of each word stay."""
    return re.sub(r"\w{4,}", lambda word: _inner(word, chance), text)


def _doubled(text: str, chance: random.Random) -> str:
    return re.sub(r"\w{3,}", lambda word: word[0][:2] + chance.choice(word[0]) + word[0][2:], text)


def _noisy(text: str, chance: random.Random) -> str:
    """One draw of Best-of-N: letters change case, some are left out, some are followed by a mark."""

    def drawn(letter: str) -> str:
        odds = chance.random()
        if odds < 0.4:
            return letter.swapcase()
        return "" if odds < 0.43 else letter + chance.choice(".-_*!~ ") if odds < 0.5 else letter

    return "".join(map(drawn, text))


DISGUISES: dict[str, Disguise] = {
    "base64": _encoded,
    "rot13": lambda text, _: f"rot13: {codecs.encode(text, 'rot13')}",
    "leetspeak": lambda text, _: text.translate(_LEET),
    "homoglyphs": lambda text, _: text.translate(_ALIKE),
    "zero width": _zero_width,
    "full width": lambda text, _: text.translate(_WIDE),
    "spaced": lambda text, _: " ".join(text),
    "reversed": lambda text, _: text[::-1],
    "tags": lambda text, _: tagged(text),
    "hexadecimal": _hexadecimal,
    "scrambled": _scrambled,
    "doubled": _doubled,
    "noisy": _noisy,
}
