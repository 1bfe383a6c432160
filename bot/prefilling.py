"""A form filled in with what the person has already said, for them to correct; what is not said stays empty."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from bot.particulars import particulars
from helpdesk import Form

_ME = re.compile(
    r"\bmy (?:own )?(?:personal )?(?:data|information|account|records?|address|name|profile|e-?mail)|(?:私|自分|本人)の",
    re.IGNORECASE,
)
_GUARDIAN = re.compile(
    r"\b(?:my|our) (?:\d+-year-old )?(?:son|daughter|child|children|kid|ward)\b|\b(?:parent|guardian) of\b|(?:子ども|子供|息子|娘|未成年|法定代理|後見)",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"\b(?:on behalf of|power of attorney|authori[sz]ed (?:by|agent)|my client|(?:for|of) my (?:mother|father|wife|husband|parents?|grand\w+|uncle|aunt|brother|sister|friend)|my (?:mother|father|wife|husband|grand\w+)['’]s)|(?:代理|委任|代わりに|代わって|(?:母|父|妻|夫|祖父|祖母|両親|家族)の)",
    re.IGNORECASE,
)
_COLLEAGUE = re.compile(
    r"\b(?:a|our|the) (?:customer|client|caller|guest)\b|お客様(?:が|から|の)", re.IGNORECASE
)
_PAPER = re.compile(
    r"\b(?:on paper|by post|by letter|printed|in writing|hard copy)\b|書面|郵送|紙で|印刷", re.IGNORECASE
)
_ELECTRONIC = re.compile(
    r"\b(?:electronic(?:ally)?|by e-?mail|digital(?:ly)?|as a (?:file|pdf)|download)\b|電子|電磁|データで|メールで|PDF",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:my number|individual number)\b|マイナンバー|個人番号", re.IGNORECASE)

_WORDS = r"[^.?!。？！\n]"
_END = r"(?=[.?!,;。、？！\n]|$)"
_PHRASES: dict[str, tuple[re.Pattern[str], ...]] = {
    "target_data": (
        re.compile(
            rf"\b(?:copy of|access to|disclose|delete|erase|remove|correct|update|see)\s+((?:all |the |any )?(?:my|our|his|her|personal) {_WORDS}{{2,60}}?)(?={_END}|\s+(?:that|which|from|please|because|and|to)\b)",
            re.IGNORECASE,
        ),
        re.compile(
            r"((?:私|自分|母|父|妻|夫|子ども|子供|息子|娘)の[^。、！？\n]{0,20}?(?:データ|情報|履歴|記録|住所|氏名|電話番号|アカウント|登録))"
        ),
    ),
    "old_value": (
        re.compile(rf"\bfrom ((?:['\"“‘])?[^.?!,]{{2,60}}?) to {_WORDS}{{2,60}}", re.IGNORECASE),
        re.compile(r"「([^」]{1,60})」(?:ではなく|から)"),
    ),
    "correct_value": (
        re.compile(rf"\bfrom [^.?!,]{{2,60}}? to ({_WORDS}{{2,80}}?){_END}", re.IGNORECASE),
        re.compile(
            rf"\b(?:should (?:be|read)|must be|is now|correct(?:ly)? is|change(?:d)? (?:it |my \w+ )?to) ({_WORDS}{{2,80}}?){_END}",
            re.IGNORECASE,
        ),
        re.compile(r"(?:正しくは|ではなく)「?([^」。、]{1,60}?)(?:」|です|。|、|に|$)"),
        re.compile(r"「([^」]{1,60})」(?:に変更|に訂正|に直)"),
    ),
    "scope": (
        re.compile(
            rf"\b(?:unsubscribe (?:me )?from|opt(?:ing)? out (?:of|from)|stop (?:sending|mailing|e-?mailing|posting)(?: me)?|stop (?:using|sharing|giving|passing)|do(?:n['’]t| not) send me|take me off|remove me from)\s+({_WORDS}{{3,80}}?){_END}",
            re.IGNORECASE,
        ),
        re.compile(
            r"((?:[ァ-ヶー]{2,10}|紙の|御社の)?(?:ダイレクトメール|メールマガジン|メルマガ|カタログ|DM|広告メール|勧誘電話|ご案内|第三者提供|第三者への提供))"
        ),
    ),
    "incident_date": (
        re.compile(
            r"\b(\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|yesterday|last (?:week|month|year|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))\b",
            re.IGNORECASE,
        ),
        re.compile(r"((?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|昨日|一昨日|先週|先月|昨年)"),
    ),
    "group_company": (
        re.compile(
            r"\b((?:[A-Z][\w&.'’-]{0,30}\s){1,5}(?:Co\.,? ?Ltd\.?|Ltd\.?|Inc\.?|Corporation|GmbH|K\.K\.|LLC))"
        ),
        re.compile(r"(株式会社[^\s、。の]{1,20}|[^\s、。の]{1,20}株式会社)"),
    ),
    "site_or_service": (
        re.compile(
            r"\b(?:on|at|with|in|for|to)\s+(?:your |the )?((?:[\w'’&-]{1,30} ){0,3}(?:site|website|web ?shop|app|shop|store|service|membership|newsletter))\b",
            re.IGNORECASE,
        ),
        re.compile(r"([^\s、。のにで]{1,20}(?:サイト|アプリ|ショップ|サービス|会員))"),
    ),
    "desired_outcome": (
        re.compile(
            rf"\b(?:I (?:want|expect|demand|would like)(?: you| the company)? to|I ask you to|please)\s+({_WORDS}{{5,160}}?){_END}",
            re.IGNORECASE,
        ),
        re.compile(r"([^。！？\n]{4,80}(?:してほしい|して欲しい|してください|を求めます|をお願いします))"),
    ),
}
_OWN_WORDS = ("details", "inquiry")
"""Fields that the message itself answers."""


def prefilled(form: Form, said: Sequence[str]) -> dict[str, str]:
    """Values for the form's fields, by name; ``said`` are the person's messages, the newest last.

    Only what the words plainly give; never a box to tick, for ticking is the person's own act.
    """
    text = unicodedata.normalize("NFKC", " ".join(said)).strip()
    known = particulars(text)
    names = [field.name for field in form.fields if field.kind != "checkbox"]
    found = {name: known.get(name) or _value(name, form, text) for name in names}
    if said:
        found |= {name: said[-1].strip() for name in _OWN_WORDS if name in names}
    allowed = {field.name: {value for value, _ in field.choices} for field in form.fields}
    return {
        name: value
        for name, value in found.items()
        if value and (not allowed[name] or value in allowed[name])
    }


def _value(name: str, form: Form, text: str) -> str | None:
    if choose := _CHOICES.get(name):
        return choose(text)
    if name == "desired_outcome" and form.kind != "complaint":
        return None
    return next(
        (match[1].strip(" '\"“”‘’") for pattern in _PHRASES.get(name, ()) if (match := pattern.search(text))),
        None,
    )


def _relationship(text: str) -> str | None:
    for pattern, who in (
        (_GUARDIAN, "legal_representative"),
        (_AGENT, "appointed_agent"),
        (_COLLEAGUE, "employee_for_customer"),
    ):
        if pattern.search(text):
            return who
    return "self" if _ME.search(text) else None


def _method(text: str) -> str | None:
    paper, electronic = bool(_PAPER.search(text)), bool(_ELECTRONIC.search(text))
    if paper == electronic:
        return None
    return "written" if paper else "electromagnetic"


def _data_kind(text: str) -> str | None:
    return "individual_number" if _NUMBER.search(text) else None


_CHOICES: dict[str, Callable[[str], str | None]] = {
    "relationship": _relationship,
    "disclosure_method": _method,
    "data_kind": _data_kind,
}
