"""Bytes to text: UTF-8, or another encoding only when it is certain."""

import codecs
import re
from dataclasses import dataclass

from ingest.errors import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JAPANESE = (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("iso2022_jp", "ISO-2022-JP"))
_REMEDY = "Save it as UTF-8 text and ingest it again"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without byte order mark, and what to tell about how it was read."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Text of `data`; Unreadable when the encoding is not certain or the bytes are no text.

    `declared` is what the document says of itself (HTML `charset`), believed when every byte agrees.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            told = () if codec == "utf-8-sig" else (f"Read as {codec.upper()}, by its byte order mark",)
            return Decoded(_strict(data, codec), told)
    if b"\x1b$" in data[:4096] and (text := _try(data, "iso2022_jp")) is not None:
        return Decoded(_checked(text), ("Read as ISO-2022-JP",))
    if (text := _try(data, "utf-8")) is not None:
        return Decoded(_checked(text))
    if declared and (text := _try(data, declared)) is not None:
        return Decoded(_checked(text), (f"Read as {declared}, as the document declares",))
    return _japanese(data)


def _japanese(data: bytes) -> Decoded:
    """Shift_JIS or EUC-JP, when the bytes are valid in it and make mostly kana and kanji."""
    readings = [(name, text) for codec, name in _JAPANESE[:2] if (text := _try(data, codec)) is not None]
    scored = sorted(((_share_of_kana(text), name, text) for name, text in readings), reverse=True)
    if scored and scored[0][0] > 0.2 and (len(scored) == 1 or scored[0][0] > 2 * scored[1][0]):
        _, name, text = scored[0]
        return Decoded(_checked(text), (f"Read as {name}",))
    if b"\0" in data:
        raise Unreadable("it is a binary file, not a policy", "Give a text, Markdown, HTML, PDF or DOCX file")
    raise Unreadable("its character encoding is not UTF-8 and cannot be told for certain", _REMEDY)


def _share_of_kana(text: str) -> float:
    letters = re.sub(r"[\s\x00-\x7f]", "", text)
    return len(re.findall("[\u3040-\u30fa]", letters)) / max(1, len(letters))


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):  # some codecs refuse without saying where
        return None


def _strict(data: bytes, codec: str) -> str:
    text = _try(data, codec)
    if text is None:
        raise Unreadable(f"its bytes are not the {codec.upper()} that its byte order mark announces", _REMEDY)
    return _checked(text.removeprefix("\ufeff"))


def _checked(text: str) -> str:
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise Unreadable("it is a binary file, not a policy", "Give a text, Markdown, HTML, PDF or DOCX file")
    return text
