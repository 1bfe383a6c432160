"""Sentences that tell a person to turn to somebody, in English and Japanese."""

from knowledge.facts.fact import Piece, said

_TURN_TO = said(
    r"\b(?:contact|call|telephon\w+|write to|email|e-mail|ask|reach(?:ed)?|talk to"
    r"|notify us in writing to) "
    r"(?:us|our|the|your|at|\w+['’]s)\b|\bdirected to\b|\breceives?\b|\b(?:send|submit|mail|post"
    r"|address)\w* "
    r"(?:\S+ ){0,12}?to\b|\bplease contact\b|\bcan be reached\b|\b(?:be )?(?:made|sent|accepted) (?:to"
    r"|at|by)\b"
    r"|\bhave the following desk\b"
    r"|ご連絡|お申し出|お申し付け|お電話|受け付け|受付|承(?:り|っ)|お寄せ|までお?(?:問い?合わせ|送り)|宛"
    r"|ご送付|窓口は|窓口で"
)
_WRITING = said(
    r"\b(?:contact|notify|request\w*|submit\w*|apply|please)\b[^.]*\bin writing\b"
    r"|\b(?:send|submit|apply|mail|return|enclose|request\w*)\b[^.]*\bby (?:registered "
    r"|ordinary )?(?:mail|post|letter)\b|\bwrite to (?!\S+@)|\bpostal mail\b"
    r"|^\W*(?:post|mail|by post|postal address|write)\W*:|\bsubmit (?:\S+ ){0,3}by mail\b"
    r"|郵送|書面に(?:て|より|よって)|書面で(?:の)?(?:請求|お申|ご請求|ご提出)|^\W*(?:郵便|郵送先|送付先)"
)


def turns_to(piece: Piece) -> bool:
    """Whether a sentence says whom to turn to."""
    return bool(_TURN_TO.search(piece.text))


def in_writing(piece: Piece) -> bool:
    """Whether a sentence speaks of asking by letter."""
    return bool(_WRITING.search(piece.text))
