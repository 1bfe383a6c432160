"""Documents bent out of shape: bytes, lines and marks, the parts of a ZIP archive, the numbers of a PDF."""

import random
import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from lzma import LZMAError

Mutation = Callable[[bytes, random.Random], bytes]

NASTY = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1b$B", b"\r",
    b"\x0c", b"\x1f",
    b"&#0;", b"&#xD800;", b"&#x110000;", b"&lt", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<!DOCTYPE x [", b"<?x", b"<style>*{display:none}</style>", b"<table><tr><td>", b"</p></div>",
    b"<pre>",
    b"<li value=99999999999999999999>", b"<ol start=-1 type=i>", b"<h1>", b"<svg>",
    b"%PDF-1.7", b"PK\x03\x04",
    b"%%EOF", b"endobj", "\u202e\u2066".encode(), "\u200b\u200d\ufeff".encode(),
    "a\u0301\u0301\u0301".encode(), "②²٣Ⅻ〇".encode(),
    "第９９９９９９９９９条".encode(),
    "令和元年13月32日".encode(),
    b"9" * 5000, b"1." * 300, b"> " * 300, b"- " * 300, b"MMMMCMXCIX.",
    b"(" * 400,
    b"[x](" * 100, b"| | |\n|-|-|\n", b"```\n", b"***", b"#" * 50, b"\t" * 200, b" " * 3000,
)  # fmt: skip
NUMBERS = tuple(
    map(
        str.encode, ("0", "-1", "1", "255", "65536", "2147483648", "-2147483649", "9" * 20, "9" * 5000, "1e9")
    )
)
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, LZMAError,
    OSError, NotImplementedError, ValueError, EOFError, RuntimeError,
)  # fmt: skip
"""What an archive that is bent already ends in, by how it was packed."""
ENCODINGS = (
    "utf-16",
    "utf-16-be",
    "utf-32",
    "utf-7",
    "shift_jis",
    "euc_jp",
    "iso2022_jp",
    "latin-1",
    "cp1252",
)


def mutate(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """One to four mutations that suit the document; ``other`` is what pieces are taken from."""
    for _ in range(chance.randint(1, 4)):
        kinds: list[Mutation] = [*BYTES, lambda one, chance: splice(one, other, chance)]
        if data.startswith(b"PK"):
            kinds += [within_zip] * 12
        elif b"%PDF" in data[:1024]:
            kinds += [number, number, repeat_line, swap_lines, drop_lines]
        else:
            kinds += [number, tag, tag, repeat_line, swap_lines, drop_lines, indent, encode]
        data = chance.choice(kinds)(data, chance)[: 2 << 20]
    return data


def flip(data: bytes, chance: random.Random) -> bytes:
    """Other bits at up to twenty places."""
    bent = bytearray(data)
    for _ in range(chance.randint(1, 20) if data else 0):
        bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
    return bytes(bent)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The beginning or the end alone."""
    place = chance.randint(0, len(data))
    return data[:place] if chance.random() < 0.7 else data[place:]


def drop(data: bytes, chance: random.Random) -> bytes:
    """A hole somewhere."""
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """A piece up to two hundred times."""
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 20, 200)) + data[end:]


def insert(data: bytes, chance: random.Random) -> bytes:
    """Something nasty somewhere."""
    place = chance.randint(0, len(data))
    return data[:place] + chance.choice(NASTY) * chance.choice((1, 1, 3)) + data[place:]


def head(data: bytes, chance: random.Random) -> bytes:
    """Another format's or encoding's first bytes."""
    return chance.choice(NASTY) + data[chance.choice((0, 0, 4)) :]


def splice(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A piece of another document in place of one."""
    start, end = _span(data, chance)
    low, high = _span(other, chance)
    return data[:start] + other[low:high] + data[end:]


BYTES: tuple[Mutation, ...] = (flip, cut, drop, repeat, insert, insert, head)


def number(data: bytes, chance: random.Random) -> bytes:
    """Another number in place of one."""
    found = list(re.finditer(rb"\d+", data))
    return _replaced(data, found, lambda _: chance.choice(NUMBERS), chance)


def tag(data: bytes, chance: random.Random) -> bytes:
    """A mark of the format dropped, doubled, closed or opened a hundred times."""
    found = list(re.finditer(rb"<[^>]{1,200}>|[*_#`|]+|^\W*[\w()]{1,4}[.)] ", data, re.MULTILINE))
    forms = (b"", b"{0}{0}", b"</{1}", b"{0}" * 100)
    form = chance.choice(forms)
    return _replaced(data, found, lambda old: form.replace(b"{0}", old).replace(b"{1}", old[1:]), chance)


def _replaced(
    data: bytes, found: list[re.Match[bytes]], become: Callable[[bytes], bytes], chance: random.Random
) -> bytes:
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + become(one[0]) + data[one.end() :]


def repeat_line(data: bytes, chance: random.Random) -> bytes:
    """A line up to two hundred times."""
    lines = data.splitlines(keepends=True) or [b"\n"]
    place = chance.randrange(len(lines))
    lines[place:place] = [lines[place]] * chance.choice((1, 2, 20, 200))
    return b"".join(lines)


def swap_lines(data: bytes, chance: random.Random) -> bytes:
    """Some lines in another order."""
    lines = data.splitlines(keepends=True)
    start = chance.randint(0, len(lines))
    part = lines[start : start + 20]
    chance.shuffle(part)
    return b"".join((*lines[:start], *part, *lines[start + 20 :]))


def drop_lines(data: bytes, chance: random.Random) -> bytes:
    """Every tenth line or so is gone."""
    return b"".join(line for line in data.splitlines(keepends=True) if chance.random() > 0.1)


def indent(data: bytes, chance: random.Random) -> bytes:
    """Lines that begin further in or out."""
    lines = data.splitlines(keepends=True)
    return b"".join(
        b" " * chance.choice((0, 1, 3, 40)) + line.lstrip(b" ") if chance.random() < 0.2 else line
        for line in lines
    )


def encode(data: bytes, chance: random.Random) -> bytes:
    """The text in another encoding, or in one that does not fit."""
    text = data.decode(chance.choice(("utf-8", "utf-8", "latin-1")), "replace")
    return text.encode(chance.choice(ENCODINGS), "replace")


def within_zip(data: bytes, chance: random.Random) -> bytes:
    """One part of the archive bent, gone, twice there or under another's name."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except UNREADABLE:
        return data
    body = [at for at, (name, _) in enumerate(parts) if name.endswith("document.xml")]
    place = chance.choice(body if body and chance.random() < 0.7 else range(len(parts)))
    name, content = parts[place]
    match chance.randrange(8):
        case 0:
            del parts[place]
        case 1:
            parts.append((name, content))
        case 2:
            parts.append((chance.choice(parts)[0], content))
        case _:
            bend = chance.choice((number, number, tag, tag, tag, flip, cut, drop, repeat, insert))
            parts[place] = (name, bend(content, chance))
    return _zipped(parts, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def _zipped(parts: list[tuple[str, bytes]], compression: int) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return stream.getvalue()


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((1, 8, 64, 512, 4096)))
