"""How somebody is reached: telephone, e-mail, address, form, visits."""

import re
from collections.abc import Iterator, Sequence

from knowledge.facts.asking import in_writing
from knowledge.facts.fact import Fact, Piece, folded, said, sentence

_PHONE = re.compile(
    r"(?<![\d-])(?:\+\d{1,3}[ -]?\(0\)[ -]?\d{1,4}[ -]\d{1,4}[ -]\d{3,4}"
    r"|\+\d{1,3}(?:[ -]\d{1,4}){2,4}"
    r"|(?:\(0\d{1,4}\)|0\d{1,4})[- ]\d{1,4}[- ]\d{3,4}"
    r"|0\d{3,4} \d{5,6}|0\d{2} \d{4} \d{4}"
    r"|1-8\d\d-\d{3}-\d{4}|\(\d{3}\) \d{3}-\d{4})(?![\d-])"
)
_FAX = re.compile(r"(?:fax|facsimile|ファッ?クス|ＦＡＸ)[^\d+]{0,12}$", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
CONTACT = re.compile(f"{_PHONE.pattern}|{_EMAIL.pattern}")
"""A telephone number or an e-mail address."""

_ADDRESS = said(
    r"[^\n:：（。]{0,120}?(?:\b\d{3}-\d{4}\b(?![-\d])|(?-i:\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b)"
    r"|(?-i:\b[A-Z]{2} \d{5}\b))"
    r"(?:, (?:Japan|UK|United Kingdom))?"
)
_ADDRESS_JA = re.compile(
    r"〒\s*\d{3}[-－ー]\d{4}\s*[^\n、。（]{4,60}"
    r"|(?:東京都|北海道|(?:京都|大阪)府"
    r"|[一-龠]{2,3}県)[一-龠ぁ-んァ-ヶー]+?[市区町村郡][^\s、。（）:：]{2,40}?\d[^\s、。（）]*"
)
_STREET = re.compile(r"[A-Za-z]{2,}.*\d|\d.*[A-Za-z]{2,}", re.DOTALL)
_FORM = said(
    r"\b(?:contact|inquiry|enquiry|request|web|online|(?:\w+ )?request) form"
    r"(?: (?:available )?(?:on|at|of) (?:the |our )?(?:[\w-]+ ){0,5}?(?:web ?sites?|site|page|portal|app))"
    r"|\b(?:web|online) (?:contact |request |inquiry )?form\b"
    r"|\bform for (?:inquiries|enquiries|requests|questions)\b"
    r"|(?:お?問い?合わせ|請求|専用|申込|受付|ウェブ|Web)フォーム"
)
_SENT_FORMS = said(
    r"\bsend (?:you )?(?:a|the) (?:necessary |request )?forms?\b|\bforms? by return\b"
    r"|(?:請求書|書式|用紙)[^。]{0,12}(?:お送り|送付|郵送)(?:し|いたし)"
)
_NO_VISITS = said(
    r"(?:unable to|cannot|do(?:es)? not|not) (?:be )?accept[^.]{0,60}(?:in[- ]person|visits?)"
    r"|(?:in[- ]person|visits?)[^.]{0,50}(?:not|cannot be) accept"
    r"|(?:来訪|来社|来店|来院|来庁|持参|窓口)[^。]{0,20}(?:受け付けて|お受けして|承って|応じて"
    r"|対応して)(?:おりません|いません)"
)
_VISITS = said(
    r"\bin person (?:at|to) (?:the|our)\b|\bat (?:the|our|any) (?:reception|counter|front desk)\b"
    r"|窓口(?:へ|に)(?:ご持参|直接)|ご来(?:院|館|店|園|校)(?:いただ|の上|のうえ|ください)"
)
_ASKING = said(r"\brequests?\b|\bask us\b|\binquir|請求|お?申し?出|お?問い?合わ")
_OTHERS = said(r"\bcommission\b|\bcommissioner\b|\bauthority\b|helpline|委員会|保護団体|消費生活センター")


def contacts(read: Sequence[Piece]) -> Iterator[Fact]:
    """Telephones, e-mail addresses, forms and what is said on visits, each wherever it stands."""
    for piece in read:
        if _OTHERS.search(piece.text):
            continue
        for match in _PHONE.finditer(piece.text):
            if not _FAX.search(piece.text[: match.start()]):
                yield piece.found("channel.phone", folded(match.group()), match)
        for match in _EMAIL.finditer(piece.text):
            yield piece.found("channel.email", match.group(), match)
        if form := _FORM.search(piece.text):
            yield piece.found("channel.form", folded(form.group()), form)
        if _SENT_FORMS.search(piece.text):
            yield piece.fact("forms_on_request", sentence(piece.text))
        yield from _visits(piece)


def _visits(piece: Piece) -> Iterator[Fact]:
    if _NO_VISITS.search(piece.text):
        yield piece.fact("channel.in_person", "refused")
    elif _VISITS.search(piece.text) and _ASKING.search(piece.text) and not piece.is_heading:
        yield piece.fact("channel.in_person", "accepted")


def addresses(read: Sequence[Piece]) -> Iterator[Fact]:
    """Postal addresses; `channel.postal` too where the policy has people write."""
    by_letter = any(in_writing(piece) for piece in read)
    for place, piece in enumerate(read):
        for match in _addresses(piece):
            value = _line(match)
            if place and (building := _building(read[place - 1], piece)) and match.start() < 3:
                value = f"{building}, {value}"
            yield piece.found("channel.address", value, match)
            if by_letter:
                yield piece.found("channel.postal", value, match)


def _addresses(piece: Piece) -> Iterator["re.Match[str]"]:
    if _OTHERS.search(piece.text):
        return
    yield from _ADDRESS_JA.finditer(piece.text)
    if "〒" in piece.text:
        return
    for match in _ADDRESS.finditer(piece.text):
        if not _PHONE.search(match.group()) and _STREET.search(match.group()) and "," in match.group():
            yield match


def _building(above: Piece, piece: Piece) -> str | None:
    """The short line just above an address that holds the name of the building."""
    beside = above.clause.parent == piece.clause.parent and not above.is_heading
    line = folded(above.text)
    return line if beside and len(line) < 50 and re.search(r"\d\w*$", line) and "@" not in line else None


def _line(match: "re.Match[str]") -> str:
    """The address alone: from the first part with a number in it, or the one before the postal code."""
    parts = [part.strip() for part in folded(match.group()).strip(" ,").split(",")]
    numbered = next(index for index, part in enumerate(parts) if re.search(r"\d", part))
    first = numbered if numbered < len(parts) - 1 else max(0, numbered - 1)
    start = re.sub(r"^(?:.*\b(?:at|to)|post|address)[:\s]+", "", parts[first], flags=re.IGNORECASE)
    return ", ".join((start, *parts[first + 1 :]))
