"""The terms a text is found by: folded words of spaced scripts, 1+2-grams of Japanese and Chinese ones."""

import re
import unicodedata

_CJK = r"\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_HAS_CJK = re.compile(rf"[{_CJK}]")
_PLURAL = re.compile(r"(?<=..)(?<![siu])s$")
_ENDING = re.compile(r"(?<=...)(?:ing|ed|e)$")
_Y = re.compile(r"(?<=..)y$")
_KANA = re.compile(r"[\u3040-\u309f]+")

_STOP = """
a about after again all also am an and any are as at be because been before being but by can could did do
does doing done for from get got had has have he her here him his how i if in into is it its just like
may me might more must my no not now of off on once only or other our out over own please s same shall
she should so some such t than that the their them then there these they this those through to too up us
very was we were what when where which while who whom whose why will with would yes you your
"""
STOP_WORDS = frozenset(_STOP.split())


def terms(text: str) -> list[str]:
    """Terms in order, repeated as they occur; stop words are left out."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if _HAS_CJK.match(run):
            found += _grams(run)
        elif run not in STOP_WORDS:
            found.append(_stem(run))
    return found


def is_japanese(text: str) -> bool:
    """Whether kana or kanji occur."""
    return _HAS_CJK.search(text) is not None


def _stem(word: str) -> str:
    return _Y.sub("i", _ENDING.sub("", _PLURAL.sub("", word)))


def _grams(run: str) -> list[str]:
    single = [sign for sign in run if not _KANA.match(sign)]
    return single + [run[i : i + 2] for i in range(len(run) - 1)]
