"""Sentences of a policy that speak to a machine, not to a reader: they stay in it, and its owner is told."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from ingest.lines import sentences
from knowledge import Clause

_MACHINE = r"(?:AI|artificial intelligence|(?:AI|virtual) assistants?|language models?|LLMs?|chat ?bots?)"
_MACHINE_JA = r"(?:AI|ＡＩ|人工知能|アシスタント|言語モデル|チャットボット)"
_START = r"^(?:[\d.．()（）]+\s*)?"
_SPOKEN_TO = re.compile(
    "|".join(
        (
            r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier|your|all)\b"
            r".{0,20}\b(?:instructions?|rules|prompts?|guidelines)\b",
            r"\b(?:rules|instructions?|prompts?) (?:above|before this)\b.{0,20}\b(?:void|cancelled)\b",
            rf"\b(?:notes?|message|instructions?) (?:to|for) (?:the |any |all )?{_MACHINE}\b",
            rf"{_START}(?:dear )?(?:{_MACHINE}|assistant|system)\s?[:,]",
            r"\bwhen(?:ever)? you (?:summari[sz]e|translate|process|read|quote|answer)\b.{0,20}\bthis\b",
            r"</?(?:system|instructions?|assistant)>|\[/?(?:system|inst)\]",
            r"(?:これまで|以前|前|上)の(?:指示|命令|規則|ルール|プロンプト).{0,15}(?:無視|忘れ|無効|取り消)",
            rf"(?:読む|要約する|処理する){_MACHINE_JA}|{_START}{_MACHINE_JA}(?:は、|へ|に告ぐ|[：:])",
            rf"{_START}システム[：:]",
            r"この(?:文書|ページ|方針)を(?:要約|翻訳|引用)するとき",
        )
    ),
    re.IGNORECASE,
)
_SAMPLE, _MOST = 80, 20
"""Characters shown of a sentence, and clauses told of in one document."""


def addressed_to_machines(clauses: Iterable[Clause]) -> Iterator[str]:
    """One warning for each clause with such a sentence: where it stands and how the sentence begins."""
    spoken = ((clause.place, told) for clause in clauses if (told := _order_in(clause.text)))
    for place, told in islice(spoken, _MOST):
        sample = told[:_SAMPLE] + ("…" if len(told) > _SAMPLE else "")
        yield f"Clause {place} speaks to a machine and is quoted like the rest: {sample}"


def _order_in(text: str) -> str | None:
    return next((each for each in sentences(text) if _SPOKEN_TO.search(each)), None)
