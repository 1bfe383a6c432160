"""Printed numbers of clauses: the families in use in English and Japanese documents, read and written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

CJK = r"\u3040-\u30ff\u3400-\u9fff"
KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
KANJI = "一二三四五六七八九十"
CIRCLED = (
    ("①", 0x2460, 20, 1),
    ("①", 0x3251, 15, 21),
    ("⑴", 0x2474, 20, 1),
    ("⒈", 0x2488, 20, 1),
    ("❶", 0x2776, 10, 1),
    ("➀", 0x2780, 10, 1),
    ("➊", 0x278A, 10, 1),
)
"""Family, first code point, how many, value of the first."""

STRUCTURE = {
    "part": 1, "編": 1, "chapter": 2, "章": 2, "section": 3, "節": 3, "款": 4, "article": 5, "条": 5,
}  # fmt: skip
"""Families whose rank is fixed by their name: a chapter holds articles wherever both stand."""

_NUMERAL = rf"(?:[0-9０-９]{{1,4}}|[{KANJI}百]{{1,9}})"
_ROMAN = r"(?:x{0,3})(?:ix|iv|v?i{0,3})"
_BULLET = re.compile(r"[•●○◦▪■□◆◇・‣∙·⚫➢✓][ \t　]*(?=\S)|[-*+–—―－][ \t　]+(?=\S)|－(?=[" + CJK + "])")
_REFERENCE = re.compile(r"[\w.()（）-]{1,12}\s+(?:above|below|hereof)\b")
""" "3. above applies": a line that begins so points at a clause and is none."""

_STRUCTURAL = re.compile(
    r"(?P<word>(?:(?i:Part|Chapter|Section|Article|Clause|Annex|Appendix|Schedule)\b|§)\s*)"
    r"(?P<value>\d{1,3}(?:\.\d{1,2})*(?:-\d{1,2})*|[IVX]{1,6}|[A-Z])"
    r"(?:[.:：)]?\s*$|[.:：)]\s+|\s*[—–]\s*|\s+-\s|\s*(?=[(（])|\s+(?=[A-Z“\"「『]))"
)
_JAPANESE = re.compile(
    rf"第?(?P<value>{_NUMERAL})(?P<word>編|章|節|款|条)(?P<branch>(?:の{_NUMERAL})*)"
    rf"(?=\s|$|[（(「【:：.．、]|(?:及び|から)第{_NUMERAL}条(?:まで)?\s*削除)"
)
"""Repealed articles share a line: 第5条及び第6条　削除."""

_DECIMAL = re.compile(r"(?P<value>[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2})+)[.．)）]?(?=\s|[" + CJK + "(（])")
_HYPHENATED = re.compile(
    rf"(?:(?P<sign>[A-Z]|[IVX]{{1,5}})[-－](?P<value>\d{{1,2}})[.．)）]?(?=\s)"
    rf"|(?P<number>[0-9０-９]{{1,2}})[-－](?P<part>[0-9０-９]{{1,2}})[.．)）](?=\s|[A-Z{CJK}]))"
)
"""A-1 and 1-1.; "8-1 Akashi-cho" is an address, so digits need a mark behind them."""

_PLAIN = re.compile(r"(?P<value>[0-9０-９]{1,3})(?P<end>[.．)）、])(?=\s|$|[A-Z“「『(（" + CJK + "])")
_BARE = re.compile(r"(?P<value>[0-9０-９]{1,2})[ \t　]+(?:(?=[A-Z" + CJK + "])|(?<=[０-９][ 　])(?=[0-9]))")
_BRACKETED = re.compile(rf"[(（]\s*(?P<value>[0-9０-９]{{1,3}}|[A-Za-z]{{1,5}}|[ァ-ン]|[{KANJI}]+)\s*[)）]")
_LETTERED = re.compile(rf"(?P<value>[A-Za-z]{{1,5}})(?P<end>[.．)）])(?=\s|$|[{CJK}])")
_SYLLABLE = re.compile(rf"(?P<value>[ァ-ン]|[{KANJI}]+)(?P<end>[.．)）、]|[ 　])[ 　]*(?=\S)")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number: its family, its value in it, how it stands in a place, and as printed.

    A bullet has no value and no name. `length` counts the characters up to the text it labels.
    """

    family: str
    value: int
    name: str
    printed: str | None
    length: int

    @property
    def is_bullet(self) -> bool:
        """Whether it only marks an item."""
        return self.printed is None


def read_labels(text: str) -> tuple[Label, ...]:
    """Every reading of the number at the start of `text`, likeliest first ("i." is roman, then a letter)."""
    return tuple(_readings(text))


def starts_with_number(text: str) -> bool:
    """Whether a soft line that begins so begins a block; "9 Dune Road" goes on with the line before."""
    labels = read_labels(text)
    return bool(labels) and labels[0].family != "1 "


def _readings(text: str) -> Iterator[Label]:
    if _REFERENCE.match(text):
        return
    if found := _BULLET.match(text):
        yield Label(f"bullet {text[0]}", 0, "", None, found.end())
        return
    yield from _structural(text)
    yield from _circled(text)
    if found := _DECIMAL.match(text):
        parts = [int(part) for part in re.split("[.．]", found["value"])]
        name = ".".join(map(str, parts))
        yield _label(text, found, f"decimal {len(parts)}", parts[-1], name)
    elif found := _PLAIN.match(text):
        value = int(found["value"])
        yield _label(text, found, "1" + _narrow(found["end"]), value, str(value))
    elif found := _BARE.match(text):
        yield _label(text, found, "1 ", int(found["value"]), str(int(found["value"])))
    if found := _HYPHENATED.match(text):
        outer = found["sign"] or str(int(found["number"]))
        value = int(found["value"] or found["part"])
        yield _label(text, found, "1-1", value, f"{outer}.{value}")
    for pattern, shape in ((_BRACKETED, "({})"), (_LETTERED, "{}."), (_SYLLABLE, "{}.")):
        if found := pattern.match(text):
            end = _narrow(found.groupdict().get("end") or ")")
            for family, value in _values(found["value"]):
                name = str(value) if found["value"][0].isdecimal() else found["value"]
                yield _label(text, found, shape.format(family).replace(".", end), value, name)


def _structural(text: str) -> Iterator[Label]:
    if found := _STRUCTURAL.match(text):
        name = found["value"]
        value = (
            dict(_values(name.lower())).get("i") if not name[0].isdigit() else int(re.split("[.-]", name)[0])
        )
        printed = text[: found.end("value")]
        yield Label(found["word"].lower().strip(), value or ord(name[0]) - 64, name, printed, found.end())
    if (found := _JAPANESE.match(text)) and (text[0] == "第" or found["word"] == "条"):
        branches = [_number(part) for part in found["branch"].split("の")[1:]]
        value = _number(found["value"])
        name = "の".join(map(str, (value, *branches)))
        place = value * 1000 + (branches[0] if branches else 0)
        yield _label(text, found, found["word"], place, name)


def _circled(text: str) -> Iterator[Label]:
    code = ord(text[0]) if text else 0
    for family, first, count, value in CIRCLED:
        if first <= code < first + count:
            number = value + code - first
            yield Label(family, number, str(number), text[0], len(text) - len(text[1:].lstrip()))


def _values(token: str) -> Iterator[tuple[str, int]]:
    """Family and value of what stands between the brackets: 7, iv, b, ア, 三."""
    if token[0].isdecimal():
        yield "1", int(token)
    elif token[0] in KANJI:
        yield "一", _number(token)
    elif token.isascii():
        if re.fullmatch(_ROMAN, token.lower()) and token in (token.lower(), token.upper()):
            yield "i" if token.islower() else "I", _roman(token.lower())
        if len(token) == 1:
            yield "a" if token.islower() else "A", ord(token.lower()) - 96
    else:
        for family, order in (("ア", KATAKANA), ("イ", IROHA)):
            if token in order:
                yield family, order.index(token) + 1


def _label(text: str, found: re.Match[str], family: str, value: int, name: str) -> Label:
    rest = len(text[found.end() :]) - len(text[found.end() :].lstrip())
    return Label(family, value, name, found[0].strip(), found.end() + rest)


def _narrow(mark: str) -> str:
    return {"．": ".", "）": ")", "　": " "}.get(mark[0], mark[0])


def _number(token: str) -> int:
    """Value of Arabic (either width) or Kanji numerals up to 999."""
    if token[0].isdecimal():
        return int(token)
    total, current = 0, 0
    for sign in token:
        if sign in "十百":
            total += (current or 1) * (10 if sign == "十" else 100)
            current = 0
        else:
            current = KANJI.index(sign) + 1
    return total + current


def _roman(token: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[sign] for sign in token]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def write_number(value: int, style: str) -> str:
    """`value` as a list prints it; styles: 1, a, A, i, I, ア, イ, ①, 一 (HTML `type` and Word formats)."""
    if style in "aA":
        letters = ""
        while value > 0:
            value, rest = divmod(value - 1, 26)
            letters = chr(97 + rest) + letters
        return letters if style == "a" else letters.upper()
    if style in "iI":
        roman = _write_roman(value)
        return roman if style == "i" else roman.upper()
    if style in "アイ":
        order = KATAKANA if style == "ア" else IROHA
        return order[(value - 1) % len(order)]
    if style == "①" and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if style == "一":
        return _write_kanji(value)
    return str(value)


def _write_roman(value: int) -> str:
    steps = (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    written = ""
    for size, sign in steps:
        count, value = divmod(value, size)
        written += sign * count
    return written


def _write_kanji(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else ("" if tens == 1 else KANJI[tens - 1]) + "十") + (
        KANJI[ones - 1] if ones else ""
    )
