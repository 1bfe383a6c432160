"""A residence that a person tells of their own accord: it proposes the law of that place, and no more.

Only what is said outright counts ("I live in Lyon, France", フランス在住); an agent confirms it.
"""

import re

from sqlmodel import Session

from helpdesk.casework import REQUESTER, record
from helpdesk.reckoning import docket_of
from helpdesk.tables import TicketRecord
from helpdesk.workplace import Workplace

_EEA = (
    "austria|belgium|bulgaria|croatia|cyprus|czechia|the czech republic|denmark|estonia|finland|france|"
    "germany|greece|hungary|iceland|ireland|italy|latvia|liechtenstein|lithuania|luxembourg|malta|"
    "the netherlands|norway|poland|portugal|romania|slovakia|slovenia|spain|sweden|the eu|the eea|"
    "the european union"
)
_EEA_ADJECTIVES = (
    "austrian|belgian|bulgarian|croatian|danish|dutch|eea|estonian|eu|finnish|french|german|greek|hungarian|"
    "icelandic|irish|italian|latvian|lithuanian|maltese|norwegian|polish|portuguese|romanian|slovak|spanish|swedish"
)
_EEA_JAPANESE = (
    "オーストリア|ベルギー|ブルガリア|クロアチア|キプロス|チェコ|デンマーク|エストニア|フィンランド|フランス|"
    "ドイツ|ギリシャ|ハンガリー|アイスランド|アイルランド|イタリア|ラトビア|リトアニア|ルクセンブルク|マルタ|"
    "オランダ|ノルウェー|ポーランド|ポルトガル|ルーマニア|スロバキア|スロベニア|スペイン|スウェーデン|EU|ＥＵ"
)
_UK = "the uk|the united kingdom|england|scotland|wales|northern ireland|great britain"
_PLACES = {
    "gdpr": (_EEA, _EEA_ADJECTIVES, _EEA_JAPANESE),
    "uk_gdpr": (_UK, "british|uk", "英国|イギリス|イングランド|スコットランド|ウェールズ|北アイルランド"),
    "ccpa": ("california", "california|californian", "カリフォルニア州?"),
}
_LIVING = r"\bi(?:['’]m| am)?(?: \w+ly)? (?:live|living|reside|residing|resident|based) (?:in|of) "
_RESIDENT = r"\b(?:i am|i['’]m|as)(?: an?)? (?:{adjectives}) resident\b"
_RESIDENT_OF = r"\b(?:i am|i['’]m|as)(?: an?)? resident (?:of|in) "
_TOWN = r"(?:[\w .-]{1,40}, ?)?"
_JAPANESE = (
    r"(?:{places})(?:の[^\s、。]{{1,10}})?"
    r"(?:に(?:住んで(?:い(?:る|ます)|お(?:る|ります))|居住して(?:い|お)(?:る|り?ます))|在住)"
)


def _pattern(places: str, adjectives: str, japanese: str) -> re.Pattern[str]:
    named = rf"{_TOWN}(?:{places.replace('the ', '(?:the )?')})\b"
    ways = (
        _LIVING + named,
        _RESIDENT_OF + named,
        _RESIDENT.format(adjectives=adjectives),
        _JAPANESE.format(places=japanese),
    )
    return re.compile("|".join(ways), re.IGNORECASE)


_PATTERNS = {regime: _pattern(*places) for regime, places in _PLACES.items()}


def regime_of(text: str) -> str | None:
    """The regime of the place where the writer says they live; None when they say none or several."""
    folded = " ".join(text.split())
    found = [regime for regime, pattern in _PATTERNS.items() if pattern.search(folded)]
    return found[0] if len(found) == 1 else None


def note_residence(session: Session, work: Workplace, ticket: TicketRecord, text: str) -> None:
    """Propose the law of a residence told in ``text``, unless it counts or another is proposed already."""
    regime = regime_of(text)
    if regime is None or ticket.regime_proposed or ticket.regime_added:
        return
    if regime not in docket_of(session, work, ticket).regimes:
        ticket.regime_proposed = regime
        record(session, work, ticket, "regime_proposed", REQUESTER, regime=regime)
