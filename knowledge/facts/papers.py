"""What a request needs: a fee, documents, particulars, proof of who asks."""

import re
from collections.abc import Iterator, Sequence

from knowledge.facts.asking import in_writing, turns_to
from knowledge.facts.fact import Fact, Piece, folded, said, sentence
from knowledge.facts.rights import named_rights

_AMOUNT = re.compile(
    r"(?P<before>[¥￥£€$])\s*(?P<a>\d[\d,]*)|(?P<b>\d[\d,]*)\s*(?P<after>yen|円|JPY|EUR|euros?|GBP"
    r"|pounds?|USD|dollars?)",
    re.IGNORECASE,
)
_CURRENCIES = {
    "¥": "JPY", "￥": "JPY", "yen": "JPY", "円": "JPY", "jpy": "JPY", "£": "GBP", "gbp": "GBP",
    "pound": "GBP", "€": "EUR", "eur": "EUR", "euro": "EUR", "$": "USD", "usd": "USD", "dollar": "USD",
}  # fmt: skip
_FEE = said(r"\bfees?\b|\bcharges?d?\b|手数料|費用")
_FREE = said(
    r"\b(?:no|without (?:a |any )?) ?(?:fee|charge)s?\b"
    r"|\bfree of charge\b|\bcharges? nothing\b|\btakes? no fee\b|\bit['’]?s free\b|\bis free\b"
    r"|手数料は(?:いただ|頂|かかり|不要|無料)|無料(?:です|で)|手数料[^。]{0,8}(?:いただきません"
    r"|かかりません)"
)
_REQUESTS = said(r"\brequests?|\brights?\b|disclosure|開示|請求|手数料")
_STAFF = said(r"\bemployees\b|従業員|退職者")
_DOCUMENT = said(
    r"\b(?:a )?(?:certified |photo)?cop(?:y|ies) of (?:your |an? |the |one |two )*(?:\w+ )?(?:identity"
    r"|identification|ID) "
    r"(?:documents?|cards?|papers?)|\bidentity documents? of \w+ \w+|\bletter of authority\b"
    r"|\bcop(?:y|ies) of (?:your |an? |the )*(?:[\w’']+ ){0,3}?(?:passport|licen[cs]e|card|certificate)s?\b"
    r"|\ba (?:signed |written )?(?:power of attorney|letter of authority)|\bsigned authority"
    r"|\bofficial certificates?[^”\n]{0,50}|\brequest form \([^)]{1,30}\)|(?-i:\bForm [A-Z][\w-]{1,8}\b)"
    r"|\b(?:proof|evidence) of (?:identity|authority|relationship)|\bcertificate of (?:seal|residence)\b"
    r"|(?:代理人の)?本人確認書類(?:[0-9０-９一二三]点)?(?:の(?:写し|コピー))?"
    r"|運転免許証[^。、]{0,20}(?:写し|コピー)"
    r"|委任状|印鑑登録?証明書|住民票(?:の写し)?|請求書[（(][^）)]{1,20}[）)]"
    r"|(?:所定の)?(?:開示(?:等)?)?請求書(?=[にをの、])"
    r"|戸籍(?:謄本|抄本)"
)
_HANDED_IN = said(
    r"\b(?:send|attach|enclos|submit|bring|provid|need|requir|with|show|by post|must|certificat)\w*"
    r"|添え|添付|同封|提出|提示|送付|郵送|お願い|必要|ご用意|持参"
)
_IDENTITY = said(
    r"\b(?:to )?(?:confirm|verify|check)\w* (?:\w+ ){0,3}?(?:identity|who you are)"
    r"|\bidentity (?:confirmation|verification|check)"
    r"|\bidentity documents?\b|\bidentity is (?:confirmed|verified|checked)|\bnot sure it['’]s you\b"
    r"|本人(?:であること)?の?(?:ご)?確認|本人確認"
    r"|\bcop(?:y|ies) of (?:your |an? |the )*(?:[\w’']+ ){0,3}?(?:identity document|passport|licen[cs]e"
    r"|insurance card)"
)
_INCLUDE = said(
    r"\b(?:include|state|write|tell us|give|provide|mention|indicate) (?:\w+ ){0,3}?(?:the |he )?following"
    r"|\bfollowing (?:information|items|particulars)[^.]*\b(?:include|state|body|letter)"
    r"|次の(?:事項|項目|内容|情報)[^。]*(?:明記|記載|記入|お知らせ|ご連絡|添え|お書き)"
)
_INLINE = said(
    r"\b(?:asks? (?:you )?for|please (?:state|include|give|write|tell us)|must (?:state|include)|stating"
    r"|including|quoting"
    r"|telling us) (?P<en>(?:your |the )[^.;]*)|(?P<ja>[^。]*?)(?:を(?:お伺い|伺い|お尋ね|ご記入|明記"
    r"|お知らせ|お聞き|ご記載))"
)
FIELDS: dict[str, "re.Pattern[str]"] = {
    "customer_number": said(
        r"\b(?:customer|member(?:ship)?|account|order|contract|policy|reservation|booking|reference|card"
        r"|patient|club)\b(?: \w+){0,2} "
        r"(?:number|no\.|ID)|(?:会員|お?客様|顧客|契約|注文|見積り?|予約|診察券|登録|利用者"
        r"|お名義人)(?:証)?番号|カード番号"
    ),
    "name": said(r"\b(?:full |your |the )?names?\b|氏名|お名前|名前"),
    "address": said(
        r"(?<!mail.)\b(?:postal |home |registered |your |current )?address(?:es)?\b(?! of)"
        r"|住所"
    ),
    "contact": said(
        r"\b(?:telephone|phone|contact|e-?mail)(?: number| address| details)?\b|電話番号|連絡先"
        r"|メールアドレス"
    ),
    "target_data": said(
        r"\b(?:data|information) (?:you |that |to be )?(?:want|concern|request|disclos)\w*|(?:請求"
        r"|対象)(?:する|となる)?(?:個人)?(?:情報|データ)"
    ),
    "scope": said(
        r"\bwhat you (?:would like|want|wish)(?: us)? to (?:stop|receive)|停止(?:を希望|し(?:たい"
        r"|てほしい))"
    ),
    "inquiry": said(
        r"\b(?:content of the )?(?:inquiry|enquiry|query)\b|(?:お問い合わせ|ご?請求|ご?依頼)の?内容"
    ),
}
"""Particulars that a procedure may ask for, by the desk's names of the fields."""


def fees(read: Sequence[Piece]) -> Iterator[Fact]:
    """`fee.<right>` as "1000 JPY" for each right that is named, else `fee.default`; "none" where free."""
    for piece in read:
        if piece.is_heading or _STAFF.search(piece.text) or not _REQUESTS.search(piece.text + piece.headings):
            continue
        match = _AMOUNT.search(piece.text) if _FEE.search(piece.text) else None
        value = _amount(match) if match else "none" if _free(piece) else None
        rights = named_rights(piece.text[: match.end() + 80] if match else piece.text)
        if value:
            yield from (piece.fact(f"fee.{right}", value) for right in rights or ("default",))


def _free(piece: Piece) -> bool:
    """Whether asking costs nothing; a telephone number that is free says nothing on fees."""
    return bool(
        _FREE.search(piece.text)
        and re.search("request|right|ask|請求|開示", piece.text + piece.headings, re.I)
    )


def _amount(match: "re.Match[str]") -> str:
    unit = (match["before"] or match["after"]).casefold()
    digits = (match["a"] or match["b"]).replace(",", "")
    return f"{digits} {_CURRENCIES.get(unit) or _CURRENCIES[unit.rstrip('s')]}"


def documents(read: Sequence[Piece]) -> Iterator[Fact]:
    """Documents to hand in, in the policy's words."""
    for piece in read:
        asked_for = _listed(piece) or (not _bulleted(piece) and _HANDED_IN.search(piece.text))
        if piece.is_heading or not asked_for:
            continue
        for match in _DOCUMENT.finditer(piece.text):
            yield piece.found("document", folded(match.group()), match)


def _bulleted(piece: Piece) -> bool:
    return piece.clause.kind == "item" and piece.clause.number is None


def _listed(piece: Piece) -> bool:
    """Whether it is a bullet of what a request needs."""
    return _bulleted(piece) and bool(_REQUESTS.search(piece.headings + (piece.clause.lead_in or "")))


def identity(read: Sequence[Piece]) -> Iterator[Fact]:
    """How the policy has the person's identity checked."""
    for piece in read:
        told = _listed(piece) if _bulleted(piece) else not piece.is_heading
        if told and _IDENTITY.search(piece.text):
            yield piece.fact("identity_verification", sentence(piece.text))


def required_fields(read: Sequence[Piece]) -> Iterator[Fact]:
    """Particulars that a request has to state, as items of a list or in the sentence."""
    subject = "default"
    for piece in read:
        listed = piece.clause.kind == "item" and _INCLUDE.search(piece.clause.lead_in or "")
        if not listed:
            subject = _subject(piece, subject)
        match = _INLINE.search(piece.text)
        stated = (
            piece.text if listed else (match["en"] or match["ja"] or "") if match and _asks(piece) else ""
        )
        for field, words in FIELDS.items():
            if words.search(stated):
                yield piece.fact(f"field.{subject}", field)


def _subject(piece: Piece, before: str) -> str:
    """What the particulars are for: stopping mailings where the paragraph is about that."""
    if piece.is_heading:
        return "default"
    stops = said(
        r"\bstop (?:the|our|sending|these)\b|\bopt[- ]out\b|\bnot want to receive\b|配信停止|ご案内の停止"
    )
    return "marketing_opt_out" if stops.search(piece.text) else before


def _asks(piece: Piece) -> bool:
    return not piece.is_heading and bool(
        _IDENTITY.search(piece.text) or turns_to(piece) or re.search(r"請求|request", piece.text)
    )


def writing(read: Sequence[Piece]) -> Iterator[Fact]:
    """Whether requests are taken in writing only."""
    only = said(
        r"\b(?:contact|notify|request)[^.]{0,120}\bin writing\b|\bonly in writing\b"
        r"|\bby (?:registered )?(?:mail|post|letter) only\b"
        r"|\bplease send [^.]{0,60}\bby (?:registered )?(?:mail|post)\b|郵送(?:して|に限|のみ)"
        r"|書面(?:のみ|に限)"
    )
    for piece in read:
        if in_writing(piece) and (match := only.search(piece.text)):
            yield piece.found("in_writing_only", "true", match)
