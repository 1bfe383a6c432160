"""Reads one message: first what must never be obeyed, then complaints, then requests; the rest are questions."""

import re
import unicodedata

from bot.masking import redact_forbidden
from bot.triage import english, japanese, learned
from bot.triage.intents import ANSWER, Intent, Patterns, Want

_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")

_FORBIDDEN = re.compile(r"\[(?:individual|card) number\]")

_SENTENCE_END = re.compile(r"(?<=[.!?;。！？])\s+|(?<=[。！？])")

_PLAIN: tuple[tuple[Want, str], ...] = (
    ("legal_advice", "legal_advice"),
    ("out_of_scope", "commitment"),
    ("status", "status"),
    ("person", "person"),
    ("out_of_scope", "out_of_scope"),
)
"""What is wanted where nothing is to be filed, and the pattern that tells it."""


def judge(text: str) -> Intent:
    """What the person wants, from the words of this message (any language; English and Japanese are known)."""
    words = _normalised(text)
    patterns = japanese.PATTERNS if _JAPANESE.search(words) else english.PATTERNS
    for read in (_refused, _greeting, _filed, _plain):
        if intent := read(words, patterns):
            return intent
    if _FORBIDDEN.search(redact_forbidden(words)):
        return Intent("out_of_scope")
    return ANSWER if patterns is japanese.PATTERNS else learned.read(text)


def _normalised(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).translate(str.maketrans("‘’“”", "''\"\""))
    return " ".join(folded.lower().split())


def _refused(words: str, patterns: Patterns) -> Intent | None:
    steering = patterns.manipulation.search(words) or patterns.others_data.search(words)
    return Intent("out_of_scope") if steering else None


def _greeting(words: str, patterns: Patterns) -> Intent | None:
    return Intent("small_talk") if patterns.small_talk.search(words) else None


def _plain(words: str, patterns: Patterns) -> Intent | None:
    for want, name in _PLAIN:
        pattern: re.Pattern[str] = getattr(patterns, name)
        if pattern.search(words):
            return Intent(want)
    return None


def _filed(words: str, patterns: Patterns) -> Intent | None:
    sentences = [each for each in _SENTENCE_END.split(words) if each.strip()]
    told = " ".join(each for each in sentences if not _supposed(each, patterns))
    right = _asked_for(sentences, patterns)
    if right == "disclosure_of_provision_records":  # "whom you gave my data" is no reproach in it
        return Intent("action", "rights_request", right)
    if patterns.complaint.search(told):
        return Intent("complaint", "complaint")
    if patterns.incident.search(told):
        return Intent("incident", "incident_report")
    return Intent("action", "opt_out" if right in _OPT_OUTS else "rights_request", right) if right else None


def _asked_for(sentences: list[str], patterns: Patterns) -> str | None:
    """The right that is invoked; beside a question only a plain urging invokes one."""
    urging = [each for each in sentences if not patterns.inquiry.search(each)]
    if len(urging) < len(sentences):
        urging = [each for each in urging if patterns.urging.search(each)]
    elif any(patterns.demand.search(each) for each in sentences):
        urging = [" ".join(sentences), *urging]
    else:
        return None
    # What comes last is what is asked; earlier sentences tell how it came about.
    return next((right for each in reversed(urging) if (right := _right(each, patterns))), None)


def _supposed(sentence: str, patterns: Patterns) -> bool:
    asked = patterns.inquiry.search(sentence)
    return bool(asked and patterns.hypothetical.search(sentence))


def _right(words: str, patterns: Patterns) -> str | None:
    return next((name for name, pattern in patterns.rights.items() if pattern.search(words)), None)


_OPT_OUTS = frozenset({"marketing_opt_out", "sale_sharing_opt_out", "limit_sensitive_use"})
