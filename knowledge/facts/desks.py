"""Desks that a policy names: whom a person turns to."""

import re
from collections.abc import Iterator, Sequence

from knowledge.facts.asking import turns_to
from knowledge.facts.contacts import CONTACT
from knowledge.facts.fact import Fact, Piece, folded, said

_KIND = (
    r"(?:Desk|Counter|Cent(?:er|re)|Lounge|Office|Department|Hotline|Officer|Team|Section|Bureau"
    r"|Secretariat|Service)"
)
_TITLED = re.compile(
    r"(?:[A-Z][\w’'&-]*[,.]?\s+)(?:(?:[A-Z][\w’'&-]*|of|for|and|&)\s+)*?" + _KIND + r"\b(?!\s+[A-Z][a-z])"
)
_PLAIN = said(
    r"\b(?:the|our) (?:appropriate )?(?:[\w’']+ )?(?:customer|data protection|privacy) "
    r"(?:service|desk|team|officer|office|counter)\b(?! in)|\b[Tt]he [A-Z]\w+['’]s customer desk\b"
)
_JAPANESE = re.compile(
    r"(?:[一-龠々ァ-ヶーA-Za-z&＆・]|お(?=客)|ご(?=[意相])|さま|みなさま)*(?:[一-龠々ァ-ヶーA-Za-z様]|さま)"
    r"(?:相談室|窓口|センター|デスク|事務局|係|事務所|管理責任者|保護責任者|課|部)(?![一-龠])"
)
_GENERIC = re.compile(
    r"(?:お?問い?合わせ|ご?相談|受付|苦情|担当|次の|下記|この|各|当社|当院|当園|当行)*"
    r"(?:窓口|センター|係|部|課|事務局|デスク)|.*(?:全部|一部|外部|内部|関係)"
)
_LEADING = re.compile(r"^(?:The|Our|Please|Contact|For|Write|Call|In|At|To)\s+")
_JA_LEADING = re.compile(r"^.*(?:株式会社|有限会社|法人)")
_POSTCODE = re.compile(r"\b\d{3}-\d{4}\b|\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b")
_SHORT_LINE = 100
_OTHERS = said(r"\bcommission|Information Commissioner|審議会|委員会")


def desks(read: Sequence[Piece]) -> Iterator[Fact]:
    """Names of desks in sentences that say whom to turn to, and on lines and headings of their own."""
    known: list[str] = []
    for piece in read:
        for match in _named(piece):
            name = _LEADING.sub("", folded(match.group()).rstrip(","))
            same = next((one for one in known if one.endswith(name) or name.endswith(one)), None)
            if same is None:
                known.append(name)
            yield piece.found("desk", same or name, match)


def _named(piece: Piece) -> Iterator["re.Match[str]"]:
    alone = len(piece.text) < _SHORT_LINE and not piece.text.rstrip().endswith((".", "。", ";", "；"))
    if _OTHERS.search(piece.text) or not (
        alone or turns_to(piece) or CONTACT.search(piece.text) or _POSTCODE.search(piece.text)
    ):
        return
    if piece.is_heading and not re.search(_KIND + r"\W*$|(?:窓口|相談室|センター)\W*$", piece.text):
        return
    for match in _TITLED.finditer(piece.text):
        if len(match.group().split()) > 1 and (turns_to(piece) or _ends(piece, match)):
            yield match
    if turns_to(piece):
        yield from _PLAIN.finditer(piece.text)
    for match in _JAPANESE.finditer(piece.text):
        if not _GENERIC.fullmatch(match.group()):
            yield match


def _ends(piece: Piece, match: "re.Match[str]") -> bool:
    """Whether the line ends with the name, or goes on with the company or a telephone."""
    rest = piece.text[match.end() :].strip(" :：")
    return not rest or rest.startswith((",", "(")) or bool(re.match(r"[\d+(]", rest))
