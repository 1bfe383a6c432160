"""Rights that a policy names, with its own words for them; stopping mailings; inquiries and complaints."""

import re
from collections.abc import Iterator, Sequence

from knowledge.facts.asking import turns_to
from knowledge.facts.contacts import CONTACT
from knowledge.facts.fact import Fact, Piece, folded, said

_STOP_EN = r"(?:suspen\w+|cessation|ceas\w+|discontinu\w+|stop(?:ping)?)"
_CHANGE = r"(?:停止|中止|取りやめ)"

RIGHTS: dict[str, "re.Pattern[str]"] = {
    "notification_of_purpose": said(
        r"(?:notification|notice|notify) (?:\w+ )?(?:the |its )?purposes? of (?:the )?(?:use"
        r"|utili[sz]ation)"
        r"|利用目的の(?:ご?通知|お知らせ)"
    ),
    "disclosure_of_provision_records": said(
        r"(?:disclosure of )?(?:the )?records? (?:of (?:the )?(?:third[- ]party )?(?:provision|disclosure)"
        r"|provided (?:by|to) third part)[^,.;”]{0,50}?(?:(?:to|by|from) third part\w+|(?=[,.;”)]|$))"
        r"|第三者(?:への)?提供(?:に係る|に関する)?(?:の)?記録(?:の開示)?"
    ),
    "discontinuation_of_provision": said(
        _STOP_EN
        + r" (?:of |the )?(?:the )?(?:third[- ]party )?(?:provision|provid\w+|sharing|giving|passing)"
        r"(?:[^,.;”]{0,60}?(?:to|with) third part(?:y|ies))?|第三者(?:への)?(?:の)?提供(?:の|を)?(?:利用)?"
        + _CHANGE
    ),
    "discontinuation_of_use": said(
        _STOP_EN + r" (?:of |or erasure of )?(?:the |its |their )?(?:use|usage|using|utili[sz]ation)\b"
        r"|利用(?:の|を)?" + _CHANGE
    ),
    "disclosure": said(
        r"\bdisclosure\b(?! of (?:the )?records)|\b(?:right (?:to|of)|request|ask for|obtain|have) access\b"
        r"|\bto (?:show|see|view)\b|\ba copy of (?:the|your|any|their) (?:personal )?(?:information"
        r"|data)|(?<!記録の)(?<!提供)開示(?!等)"
    ),
    "correction": said(
        r"\b(?:correct(?:ion|ed|ing)?|modif(?:ication|y|ied)|revision|rectif(?:ication|y|ied)"
        r"|amend(?:ment|ed)?|put (?:it )?right)\b"
        r"|訂正|(?<!内容の)修正"
    ),
    "addition": said(r"(?<!in.)\b(?:addition|add(?: to)?)\b|追加"),
    "deletion": said(r"\bdelet(?:ion|e|ed|ing)\b|削除"),
    "erasure": said(r"\beras(?:ure|e|ed|ing)\b(?: (?:the|your|their) data\b| it\b)?|消去"),
    "restriction": said(r"\brestrict(?:ion)?\b(?: of (?:processing|use))?|(?:利用|取扱い|処理)の制限"),
    "portability": said(
        r"\bportab(?:ility|le)\b|\breusable format\b|machine[- ]readable format|データポータビリティ"
    ),
    "objection": said(r"\bobject(?:ion)?\b(?= to| against|[,.;])|異議"),
    "consent_withdrawal": said(
        r"\bwithdraw\w*[^.;]{0,20}? consent|\btake back (?:a|your) consent|\brevo\w+ [^.;]{0,10}?consent"
        r"|同意の撤回|同意を撤回"
    ),
    "automated_decision_review": said(
        r"\b(?:automated decision|decision (?:our|a|the) system made|solely automated|automated means)\b"
        r"|自動化された(?:意思)?決定"
    ),
    "sale_sharing_opt_out": said(r"\bopt[- ]out of (?:the )?(?:sale|sharing)|do not sell(?: or share)?"),
    "limit_sensitive_use": said(r"\blimit (?:the )?use (?:and disclosure )?of (?:my |your )?sensitive"),
}
_REQUESTS = said(
    r"\brequests?\b|\brequesting\b|\bright(?:s)? (?:to|of)\b|\bhave the (?:following )?rights?\b"
    r"|\bask(?:s|ed)?\b"
    r"|請求|求め|お申し?出|依頼"
)
_NOT_THEIRS = said(
    r"\bgood faith\b|\bthe (?:authorities|police|court)\b|\bprior consent\b|\bemployees\b|捜査|裁判所"
    r"|あらかじめ"
)
_RIGHTS_LIST = said(
    r"\brights?\b(?! holder)|\brequests? (?:for|to|and)|disclosure, |(?:開示|訂正)(?:等|など)"
    r"|ご?本人の権利|請求"
)
_MAILINGS = (
    r"(?:newsletters?|catalog(?:ue)?s?|mailings?|direct mail|marketing|advertis\w+|e-?mails?|correspondence"
    r"|promotional \w+|offers|news)"
)
_OPT_OUT = said(
    r"\bstop (?:the |our |these |such |receiving |all |any )*"
    + _MAILINGS
    + r"|\bunsubscribe\b|\bopt[- ]out (?:of|from) (?!the sale|sale|sharing)(?:\w+ ){0,3}"
    + _MAILINGS
    + r"|(?:ご案内|メール|配信|メルマガ|メールマガジン|ダイレクトメール|カタログ|会報|お知らせ"
    r"|はがき」?)(?:等|など)?(?:の(?:配信|送付|発送))?(?:の|を|は)?"
    r"(?:停止|中止|お?止め|希望(?:し|され)ない|不要)|配信停止"
)
_INQUIRY = said(
    r"\b(?:inquir(?:y|ies)|enquir(?:y|ies)|quer(?:y|ies)|questions?|consultations?)\b"
    r"|お?問い?合わ?せ|ご?質問|ご?相談(?!室|窓口|センター|係)"
)
_COMPLAINT = said(r"\bcomplain(?:ts?|ing)?\b|\bgrievances?\b|苦情|ご不満")
_ABOUT_DATA = said(
    r"\b(?:personal|privacy|information|data|polic(?:y|ies)|requests?|complaints?|above)\b|個人情報"
    r"|取扱い|開示|苦情"
)
_ANSWERED = said(
    r"\b(?:answers?|takes?|handles?|hears?|listens to|accepts?) (?:\w+ ){0,2}(?:questions|inquiries"
    r"|enquiries|complaints)\b"
    r"|\bform for (?:inquir|enquir|quer|question)|\breceive and respond\b"
)


def rights(read: Sequence[Piece]) -> Iterator[Fact]:
    """Each right wherever it is named as something a person may ask for."""
    for piece in read:
        named = named_rights(piece.text)
        if piece.is_heading or not named or not _asked_for(piece, len(named)):
            continue
        for right, match in named.items():
            yield piece.found(f"right.{right}", folded(match.group()), match)


def named_rights(text: str) -> "dict[str, re.Match[str]]":
    """The rights whose words stand in a text, no word counted for two of them."""
    named: dict[str, re.Match[str]] = {}
    for right, words in RIGHTS.items():
        free = (
            one
            for one in words.finditer(text)
            if not any(one.start() < other.end() and other.start() < one.end() for other in named.values())
        )
        if match := next(free, None):
            named[right] = match
    return named


def _asked_for(piece: Piece, named: int) -> bool:
    if _NOT_THEIRS.search(piece.text):
        return False
    if named >= 3 and _REQUESTS.search(piece.text):
        return True
    form = piece.clause.kind == "item" and said(r"\brequest for\b|請求書").search(piece.text)
    listed = piece.clause.kind == "item" and _RIGHTS_LIST.search(piece.clause.lead_in or "")
    return bool(form or listed)


def opt_outs(read: Sequence[Piece]) -> Iterator[Fact]:
    """What the policy says on stopping mailings."""
    for piece in read:
        if not piece.is_heading and (match := _OPT_OUT.search(piece.text)):
            yield piece.found("right.marketing_opt_out", folded(match.group()), match)


def inquiries(read: Sequence[Piece]) -> Iterator[Fact]:
    """Whether inquiries and complaints about personal data are taken."""
    for place, piece in enumerate(read):
        if piece.is_heading:
            taken = any(_is_contact(one) for one in _below(read, place))
        else:
            answered = turns_to(piece) or bool(_ANSWERED.search(piece.text))
            taken = answered and bool(_ABOUT_DATA.search(piece.text + piece.headings))
        if not taken:
            continue
        for name, words in (("inquiry", _INQUIRY), ("complaint", _COMPLAINT)):
            if match := words.search(piece.text):
                yield piece.found(name, folded(match.group()), match)


def _below(read: Sequence[Piece], place: int) -> Iterator[Piece]:
    """The first lines below a heading."""
    for piece in read[place + 1 : place + 4]:
        if piece.is_heading:
            return
        yield piece


def _is_contact(piece: Piece) -> bool:
    """Whether a short line holds nothing but a telephone or an e-mail address."""
    return len(piece.text) < 80 and bool(CONTACT.search(piece.text)) and not re.search(r"[.。]$", piece.text)
