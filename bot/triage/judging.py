"""Reads one message: first what must never be obeyed, then complaints, then requests; the rest are questions."""

import re
import unicodedata

from bot.masking import redact_forbidden
from bot.triage import english, japanese
from bot.triage.intents import ANSWER, Intent, Patterns, Want

_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")

_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+|(?<=[。！？])")

_PLAIN: tuple[tuple[Want, str], ...] = (
    ("small_talk", "small_talk"),
    ("status", "status"),
    ("person", "person"),
    ("out_of_scope", "out_of_scope"),
)


def judge(text: str) -> Intent:
    """What the person wants, from the words of this message (any language; English and Japanese are known)."""
    words = _normalised(text)
    patterns = japanese.PATTERNS if _JAPANESE.search(words) else english.PATTERNS
    for read in (_refused, _plain, _filed):
        if intent := read(words, patterns):
            return intent
    return Intent("out_of_scope") if "[individual number]" in redact_forbidden(words) else ANSWER


def _normalised(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).translate(str.maketrans("‘’“”", "''\"\""))
    return " ".join(folded.lower().split())


def _refused(words: str, patterns: Patterns) -> Intent | None:
    if patterns.legal_advice.search(words):
        return Intent("legal_advice")
    steering = (patterns.manipulation, patterns.others_data, patterns.commitment)
    if any(pattern.search(words) for pattern in steering):
        return Intent("out_of_scope")
    return None


def _plain(words: str, patterns: Patterns) -> Intent | None:
    for want, name in _PLAIN:
        pattern: re.Pattern[str] = getattr(patterns, name)
        if pattern.search(words):
            return Intent(want)
    return None


def _filed(words: str, patterns: Patterns) -> Intent | None:
    sentences = [each for each in _SENTENCE_END.split(words) if each.strip()]
    told = " ".join(each for each in sentences if not _supposed(each, patterns))
    if patterns.complaint.search(told):
        return Intent("complaint", "complaint")
    if patterns.incident.search(told):
        return Intent("incident", "incident_report")
    if any(patterns.inquiry.search(each) for each in sentences) or not any(
        patterns.demand.search(each) for each in sentences
    ):
        return None
    # What comes last is what is asked; earlier sentences tell how it came about.
    right = next((right for each in reversed(sentences) if (right := _right(each, patterns))), None)
    right = right or _right(words, patterns)
    return Intent("action", "opt_out" if right in _OPT_OUTS else "rights_request", right) if right else None


def _supposed(sentence: str, patterns: Patterns) -> bool:
    asked = patterns.inquiry.search(sentence)
    return bool(asked and patterns.hypothetical.search(sentence))


def _right(words: str, patterns: Patterns) -> str | None:
    return next((name for name, pattern in patterns.rights.items() if pattern.search(words)), None)


_OPT_OUTS = frozenset({"marketing_opt_out", "sale_sharing_opt_out", "limit_sensitive_use"})
