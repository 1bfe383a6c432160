"""Hides what identifies a person before words reach an index, a model or a log."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_DIGIT = r"[0-9０-９]"
_LOCAL = r"[^\s@＠<>()\[\]{}:;,\"、。「」：ぁ-ヿ㐀-鿿]"
"""Of an e-mail address: Japanese words stand right beside one and are no part of it."""
_HOST = r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９-]"
_GAP = r"[ \-‐‑–−ー－　.]?"


@dataclass(frozen=True, slots=True)
class Masked:
    """Text with identifiers replaced by their kind in brackets, and which kinds there were."""

    text: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One kind of identifier: where it may stand and the check its characters must pass."""

    kind: str
    pattern: re.Pattern[str]
    valid: Callable[[str], bool]


def mask(text: str) -> Masked:
    """Replace every identifier that is recognised; names and stories cannot be recognised surely."""
    return _replace(text, (*FORBIDDEN, *IDENTIFIERS), _phones(text))


def redact_forbidden(text: str) -> str:
    """Replace individual (My Number) and card numbers, which may not even be stored sealed."""
    return _replace(text, FORBIDDEN, []).text


def _replace(text: str, recognisers: tuple[Recogniser, ...], more: list[tuple[int, int, str]]) -> Masked:
    spans = sorted([*(span for each in recognisers for span in _spans(each, text)), *more])
    pieces, kinds, end = [], set(), 0
    for start, stop, kind in spans:
        if start < end:
            continue
        pieces += [text[end:start], f"[{kind}]"]
        kinds.add(kind)
        end = stop
    return Masked("".join([*pieces, text[end:]]), frozenset(kinds))


def _spans(recogniser: Recogniser, text: str) -> Iterator[tuple[int, int, str]]:
    for match in recogniser.pattern.finditer(text):
        group = 1 if match.re.groups else 0
        if recogniser.valid(_plain(match[group])):
            yield match.start(group), match.end(group), recogniser.kind


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value)


def _digits(value: str) -> str:
    return re.sub(r"\D", "", value)


def _individual_number(value: str) -> bool:
    """My Number check digit (Ordinance of the Ministry of Internal Affairs No. 85 of 2014, art. 5)."""
    digits = [int(digit) for digit in reversed(_digits(value))]
    weighted = sum(digit * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(digits[1:], start=1))
    rest = weighted % 11
    return digits[0] == (0 if rest <= 1 else 11 - rest)


def _luhn(value: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    digits = [int(digit) for digit in reversed(_digits(value))]
    doubled = (digit * 2 if n % 2 else digit for n, digit in enumerate(digits))
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _iban(value: str) -> bool:
    """ISO 13616 (mod 97)."""
    plain = re.sub(r"\s", "", value).upper()
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def _any(_value: str) -> bool:
    return True


def _address(value: str) -> bool:
    parts = [int(part) for part in value.split(".")]
    return max(parts) <= 255 and max(parts) >= 32  # numbers of clauses stay small


def _phones(text: str) -> list[tuple[int, int, str]]:
    from phonenumbers import PhoneNumberMatcher

    flat = "".join(
        plain if len(plain := _plain(character)) == 1 else character for character in text
    ).translate(str.maketrans("‐‑–−ー", "-----"))
    if not re.search(r"\d\D{0,2}\d\D{0,2}\d\D{0,2}\d", flat):
        return []
    return [
        (match.start, match.end, "phone")
        for region in ("JP", "GB", "US")
        for match in PhoneNumberMatcher(flat, region)
        if len(_digits(match.raw_string)) >= 9
    ]


FORBIDDEN = (
    Recogniser(
        "individual number",
        re.compile(rf"(?<!{_DIGIT})((?:{_DIGIT}{{4}}{_GAP}){{2}}{_DIGIT}{{4}})(?!{_GAP}{_DIGIT})"),
        _individual_number,
    ),
    Recogniser(
        "individual number",
        re.compile(
            rf"(?:my ?number|individual number|マイナンバー|個人番号)\D{{0,15}}((?:{_DIGIT}{_GAP}){{11}}{_DIGIT})",
            re.I,
        ),
        _any,
    ),
    Recogniser(
        "card number", re.compile(rf"(?<!{_DIGIT})((?:{_DIGIT}{_GAP}){{12,18}}{_DIGIT})(?!{_DIGIT})"), _luhn
    ),
    Recogniser(
        "card number",
        re.compile(rf"(?<!{_DIGIT})([3-6３-６](?:{_DIGIT}{{3}}[ -]{_DIGIT}){{3}}{_DIGIT}{{3}})(?!{_DIGIT})"),
        _any,
    ),
)
"""Numbers that the law or the card schemes forbid to keep.

A labelled one, or one written in a card's four groups, counts without its check digit.
"""

_CUSTOMER = r"(?:customer|member(?:ship)?|account|contract|policy ?holder|order|client)"
_CUSTOMER_JA = r"(?:お客様|顧客|会員|契約|注文|証券)"
_DOCUMENT = r"(?:passport|licen[cs]e|residence card|insurance card|パスポート|旅券|免許証?|在留カード|保険証)"
_BETWEEN_JA = r"[はがのを:：\s（(「]{0,3}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:{_DIGIT}{{1,4}}[-/.．－]{_DIGIT}{{1,2}}[-/.．－]{_DIGIT}{{1,4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|(?:明治|大正|昭和|平成|令和)?(?:{_DIGIT}{{1,4}}|元)年 ?{_DIGIT}{{1,2}}月 ?{_DIGIT}{{1,2}}日)"
)
_BORN = r"born(?: on)?|date of birth|birth ?(?:day|date)|d\.?o\.?b\.?"
_BORN_JA = r"生年月日|誕生日"
_LABEL = r"(?:no\.?|number|nr\.?|id|#|番号)"

IDENTIFIERS = (
    Recogniser("e-mail", re.compile(rf"{_LOCAL}{{1,64}}[@＠](?:{_HOST}{{1,63}}[.．])+{_HOST}{{2,24}}"), _any),
    Recogniser(
        "bank account",
        re.compile(
            r"(?<![A-Za-z0-9])([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![A-Za-z0-9])"
        ),
        _iban,
    ),
    Recogniser(
        "phone",
        re.compile(
            rf"(?<!{_DIGIT})[0０]{_DIGIT}{{1,4}}[-－‐(（]{_DIGIT}{{1,4}}[-－‐)）]{_DIGIT}{{3,4}}(?!{_DIGIT})"
        ),
        _any,
    ),
    Recogniser(
        "phone",
        re.compile(r"(?<![\d.,-])(0\d{1,4} \d{2,4} \d{3,4})(?![\d.,]*\d)", re.A),
        lambda value: len(_digits(value)) in (10, 11),
    ),
    Recogniser("IP address", re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"), _address),
    Recogniser(
        "IP address",
        re.compile(r"(?<![0-9a-z:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![0-9a-z:])", re.I),
        _any,
    ),
    Recogniser(
        "IP address",
        re.compile(r"(?<![0-9a-z:])(?:[0-9a-f]{1,4}:){1,7}(?::[0-9a-f]{1,4}){1,6}(?![0-9a-z:])", re.I),
        _any,
    ),
    Recogniser(
        "postal code",
        re.compile(rf"(?<!{_DIGIT})({_DIGIT}{{3}}[-－‐]{_DIGIT}{{4}})(?= ?[一-龥]{{2,3}}[都道府県])"),
        _any,
    ),
    Recogniser(
        "postal code",
        re.compile(rf"(?:〒|郵便番号){_BETWEEN_JA}({_DIGIT}{{3}}{_GAP}{_DIGIT}{{4}})(?!{_DIGIT})"),
        _any,
    ),
    Recogniser(
        "phone",
        re.compile(r"(?<![\w+])(\+[1-9](?:[ .\-]?\(?\d\)?){7,14})(?!\d)", re.A),
        _any,
    ),
    Recogniser("birth date", re.compile(rf"(?:{_BORN})\W{{0,3}}(?:is|was)?\W{{0,3}}({_DATE})", re.I), _any),
    Recogniser("birth date", re.compile(rf"(?:{_BORN_JA}){_BETWEEN_JA}({_DATE})", re.I), _any),
    Recogniser("birth date", re.compile(rf"({_DATE}) ?(?:生まれ|生(?![一-龥]))", re.I), _any),
    Recogniser(
        "customer number",
        re.compile(
            rf"{_CUSTOMER} ?{_LABEL}[ :.is]{{0,6}}"
            rf"([A-Z]{{0,4}}-?\d[\d\-]{{2,14}})",
            re.I,
        ),
        _any,
    ),
    Recogniser(
        "customer number",
        re.compile(
            rf"{_CUSTOMER_JA}{_LABEL}{_BETWEEN_JA}([A-Z]{{0,4}}-?{_DIGIT}(?:{_DIGIT}|-){{2,14}})", re.I
        ),
        _any,
    ),
    Recogniser(
        "identity document",
        re.compile(
            rf"{_DOCUMENT} ?{_LABEL}?\D{{0,8}}?"
            r"([A-Z]{0,2}\d{6,12}[A-Z]{0,2})",
            re.I,
        ),
        _any,
    ),
)

KINDS = tuple(sorted({each.kind for each in (*FORBIDDEN, *IDENTIFIERS)} | {"phone"}))
"""What `Masked.kinds` can hold."""
