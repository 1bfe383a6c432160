"""Form fields that a message already fills: only what is plainly labelled or unmistakable."""

import re
import unicodedata

from bot.masking import mask

_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_PHONE = re.compile(r"(?<!\d)0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)")
_CUSTOMER = re.compile(
    r"(?:(?:customer|member(?:ship)?) ?(?:no\.?|number|id|#)|\bno\.|(?:お客様|顧客|会員)番号)[ :はが]{0,3}([A-Za-z]{0,4}-?\d[\d-]{2,14})",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d+-\d+(?:-\d+)? [A-Z][\w ]+(?:, ?[A-Z][\w-]+)*|[一-龥]{2,3}[都道府県][一-龥ぁ-んァ-ヶ0-9\-]+"
)
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}"
_NAMES = (
    re.compile(rf"(?:[Mm]y name is|[Nn]ame:?|I am|I'm|[Rr]egards,?|[Ss]incerely,?|[Ss]igned:?) ({_NAME})"),
    re.compile(rf"(?:^|[.!?:,] )({_NAME}),? (?=[\w.+\-]+@|\d+-\d+)"),
    re.compile(rf"(?:[.!?,:] )({_NAME})[.!]?$"),
    re.compile(r"(?:^|[。、\s])([一-龥]{2,6})(?=(?:（|\()[\w.+\-]+@)"),
    re.compile(r"(?:^|[。])([一-龥]{2,6})、(?=[\w.+\-]+@|[一-龥]{2,3}[都道府県])"),
    re.compile(r"(?:名前は|氏名は|氏名：)\s?(?![何誰])([一-龥ぁ-んァ-ヶ]{2,12}?)(?=です|と申|。|、|$)"),
)


def particulars(text: str) -> dict[str, str]:
    """`name`, `contact`, `customer_number` and `address` as far as the words give them."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = {
        "contact": _first(_EMAIL, plain) or _first(_PHONE, plain),
        "customer_number": _first(_CUSTOMER, plain),
        "address": _first(_STREET, plain),
        "name": next((name for pattern in _NAMES if (name := _first(pattern, plain))), None),
    }
    return {field: value for field, value in found.items() if value}


def anonymous(text: str) -> str:
    """The words as a language model may see them: without identifiers and without these particulars."""
    words = unicodedata.normalize("NFKC", mask(text).text)
    for field, value in particulars(text).items():
        words = words.replace(value, f"[{field}]")
    return words


def identifiers(text: str) -> frozenset[str]:
    """The kinds of identifiers and of these particulars that stand in a text."""
    return mask(text).kinds | frozenset(particulars(text))


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1 if pattern.groups else 0].strip() if match else None
