"""What a policy has its desk say: notices, refusals, self-service, referrals, precedence, times of answer."""

import re
from collections.abc import Iterator, Sequence

from knowledge.facts.fact import Fact, Piece, folded, said, sentence

_RECORDED = said(
    r"\b(?:calls?|details|conversations?|telephone calls?)(?: \w+){0,4} (?:will be|may be|are"
    r"|is) recorded\b"
    r"|\b(?:record|recording) (?:your |the |all )?(?:phone |telephone )?calls\b|(?:通話"
    r"|お電話)[^。]{0,20}(?:録音|記録)(?:し|され|いたし|させ)|内容[^。]{0,12}記録(?:し|され|いたし|させ)"
)
_ANNOUNCED = said(
    r"\bplease note\b|\bso that\b|\bin order to\b|\bto (?:accurately|understand|confirm|improve|check)\b"
    r"|ため|ご了承|あらかじめ|録音"
)
_UNABLE = said(
    r"\b(?:may|might)(?: \w+)? (?:not be able to|be unable to)\b"
    r"|\bmay be a period in which [^.]* unable to\b"
    r"|(?:ご利用|ご提供|お答え|対応|お応え|サービス)[^。]{0,20}(?:いただけない|できない"
    r"|できかねる)(?:こと|場合)"
    r"|応じ(?:られない|ることができない|かねる)(?:こと|場合)|行き違い|届くことがあり"
    r"|\b(?:further|another|more) \w+ may\b|\bmay (?:still )?(?:cross|arrive)\b"
)
_RESTRICTS = said(
    r"\b(?:disable|refuse|turn off|block|reject|switch off)[^.]*cookies?\b[^.]*\b(?:restrict|cannot"
    r"|can't|not be able|may not|limit)"
    r"|(?:クッキー|Cookie|cookie)[^。]*(?:無効|拒否|オフ)[^。]*(?:できない|ご利用いただけ|制限)"
)
_CHANGES = said(
    r"\bwill be deleted, after which re-?registration\b|\bdeleted and registered (?:anew|again)\b|再登録"
)
_OWN_USE = said(
    r"\b(?:received|obtained|provided|collected) (?:\w+ ){0,3}?(?:through|with|for|in connection with"
    r"|in response to) "
    r"(?:a |the |your )?requests?[^.]*\b(?:only|solely)\b|請求[^。]*(?:取得|お預かり|いただいた"
    r"|提出)[^。]*(?:のみ|範囲(?:内)?(?:で|に限)|限り)"
)
_NO_RETURN = said(
    r"(?:documents?|fees?|papers)[^.]*\bnot (?:be )?(?:returned|refunded)\b|(?:書類|手数料)[^。]*返(?:却"
    r"|金|還)(?:いたしません|しません|できません)"
)
_APPLICANTS = said(r"\bhired\b|\bapplica(?:nt|tion)s?\b|\bselected\b|採用|応募")
_NOTICES = (
    ("notice.recording", _RECORDED),
    ("notice.re_registration", _CHANGES),
    ("notice.restricted", _RESTRICTS),
    ("notice.unable", _UNABLE),
    ("notice.request_data", _OWN_USE),
    ("notice.not_returned", _NO_RETURN),
)
_VISITS = said(
    r"(?:unable to|cannot|do(?:es)? not|not) (?:be )?accept[^.]{0,60}(?:in[- ]person|visits?)"
    r"|(?:in[- ]person|visits?)[^.]{0,50}(?:not|cannot be) accept"
    r"|(?:来訪|来社|来店|来院|持参)[^。]{0,20}(?:受け付けて|お受けして|承って|応じて)(?:おりません"
    r"|いません)"
)
_REFUSED = said(
    r"\b(?:not|n't) (?:be )?(?:able|obliged) to (?:respond|comply|disclose|delete|answer|meet)"
    r"|\bcannot (?:erase|delete|disclose|answer|comply|tell|be answered)\b|\bis never answered\b"
    r"|\bmay not act for\b"
    r"|\b(?:another person|somebody else|someone else) are accepted only\b"
    r"|\bcannot be held responsible\b|\bis not responsible for\b|\bare not responsible for\b"
    r"|\bonly the (?:\w+ )?(?:himself|themselves)(?:/\w+)? may request\b"
    r"|\bwhere reasonable,? [^.]*complies with requests"
    r"|(?<!customer.)(?<!person.)(?<!you.)\b(?:may|can|might|will) (?:decline|refuse|reject|say no)\b"
    r"|\bdecides? not to (?:comply|disclose)\b"
    r"|\brequests?[^.]{0,60}(?:are|is) (?:not accepted|refused|declined)\b|\bdesk cannot answer\b"
    r"|\bnot (?:disclosed|shown) (?:to|even|where|when|if)\b|\bnotify you individually unless\b"
    r"|応じ(?:られない|ることができない|かねる)|お断り|(?:お答え|回答|開示|対応)(?:でき|いたし"
    r"|し)(?:ません|ないこと|かねます|ない場合)"
    r"|責任を負い(?:ません|かねます)|(?:受け付けて|お受けして)(?:おりません|いません)"
    r"|お見せする(?:こと)?(?:は)?(?:なく|ことはありません)"
)
_OWN_HANDS = said(
    r"\b(?:can|may) be (?:checked|changed|modified|corrected|updated)[^.]*\bby the (?:individual"
    r"|customer|member|user|person)"
    r"|\b(?:you|customers?|members?|individuals?|users?|guests?) (?:can|may)(?: also"
    r"| always)? (?:\w+ (?:and|or) )?"
    r"(?:check|see|view|correct|change|modify|update|edit|delete|stop|disable|download|unsubscribe"
    r"|turn (?:\w+ )?off)\b[^.]*"
    r"(?:\byourself\b|\bthemselves\b|\b(?:in|on|at|from|with|using|under|through) (?:the |your "
    r"|our )?(?:[\w“”\"'-]+ ){0,3}?"
    r"(?:account|portal|settings?|browsers?|app|page|profile|link|switch|My \w+)\b)"
    r"|\b[Oo]n the [“\"']?My \w+[”\"']? page you can\b|(?:マイページ|会員ページ|アプリ|設定(?:画面)?"
    r"|ご自身|お客様ご自身)[^。]*(?:確認|変更|訂正|修正|停止|解除|削除|更新)[^。]*(?:でき|いただけ|可能)"
)
_REGION = said(
    r"\b(?:EEA|EU|European (?:Union|Economic Area)|United Kingdom|UK|Switzerland|California|Brazil|China"
    r"|Korea)\b"
    r"|欧州経済領域|ＥＥＡ|英国|カリフォルニア州?"
)
_REFERRED = said(
    r"\bsee (?:also )?(?:the |our )?(?:[\w-]+ ){0,4}?(?:privacy )?(?:policy|notice|statement)"
    r"|\brefer to\b|\bplease (?:see|read)\b"
    r"|\b(?:separate|own) (?:policy|notice|article)|\bresidents?\b[^.]*\b(?:apply|applies|notice|policy)"
    r"|ご覧|ご参照|適用(?:し|され)"
)
_PEOPLE = said(
    r"\b(?:residents?|guests?|customers?|persons|people|users?|patients?|visitors?|in|from)\b|方|お客様"
    r"|居住者"
)
_PRECEDENCE = said(
    r"\btakes? precedence\b|\btaken? precedence\b|\bprevails? over (?!.*translation)|(?:に|が)優先(?:し"
    r"|する|され)"
)
_TRANSLATION = said(r"\btranslation\b|\bJapanese text\b|\blanguage\b|日本語版|英語版|翻訳")
_NUMBER = (
    r"(?P<number>\d+|one|two|three|four|five|six|seven|ten|fourteen|thirty)(?: (?:business|working"
    r"|calendar))? "
    r"(?P<unit>day|week|month|hour)s?\b"
)
_ANSWERS = said(
    r"\b(?:answers?|repl(?:y|ies)|respon[ds]\w*|acknowledge|given|complet\w+|process\w*"
    r"|acted)\b[^.]*?\b(?:within|in) (?:approximately |about )?"
    + _NUMBER
    + r"|\bwithin "
    + _NUMBER.replace("number", "number2").replace("unit", "unit2")
    + r"[^.]*\b(?:answer|reply|respond)\w*"
)
_ANSWERS_JA = re.compile(
    r"(?P<number>\d+|一|二|三)(?P<business>営業)?(?P<unit>日|か月|ヶ月|カ月|週間|時間)(?:以内|を目安"
    r"|ほど|程度)[^。]*(?:回答|返答|返信|対応|お答え|ご連絡|通知)"
)
_BREACH = said(
    r"\bbreach|\bleak|\bnotif(?:y|ies) (?:the )?(?:person|commission|authorit)|漏えい|漏洩|保存|消去します"
)
_PROMPT = said(
    r"\b(?:respond|compl(?:y|ies)|answer|repl(?:y|ies))\w* (?:\w+ )?(?:promptly|without delay)\b"
    r"|\b(?:promptly|without delay) (?:respond|comply|answer|reply)\w*"
    r"|(?:遅滞なく|速やかに|すみやかに)[^。]{0,12}(?:回答|対応|お答え|応じ|訂正|停止)"
)
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "fourteen": 14,
    "thirty": 30,
}  # fmt: skip
_UNITS = {"日": "day", "か月": "month", "ヶ月": "month", "カ月": "month", "週間": "week", "時間": "hour"}


def statements(read: Sequence[Piece]) -> Iterator[Fact]:
    """Sentences to be shown or passed on, as the policy words them."""
    for piece in read:
        if piece.is_heading:
            if (region := _REGION.search(piece.text)) and _PEOPLE.search(piece.text):
                yield piece.fact("referral", folded(region.group()))
            continue
        yield from _shown(piece)
        if _OWN_HANDS.search(piece.text):
            yield piece.fact("self_service", sentence(piece.text))
        if _PRECEDENCE.search(piece.text) and not _TRANSLATION.search(piece.text):
            yield piece.fact("precedence", sentence(piece.text))
        elif (region := _REGION.search(piece.text)) and _REFERRED.search(piece.text):
            yield piece.fact("referral", folded(region.group()))


def _shown(piece: Piece) -> Iterator[Fact]:
    text = sentence(piece.text)
    for name, words in _NOTICES:
        if words.search(piece.text) and _told_to_all(name, piece):
            yield piece.fact(name, text)
    if _VISITS.search(piece.text):
        yield piece.fact("notice.visits", text)
        yield piece.fact("refusal", text)
    elif _REFUSED.search(piece.text):
        yield piece.fact("refusal", text)


def _told_to_all(name: str, piece: Piece) -> bool:
    if name == "notice.recording":
        return bool(_ANNOUNCED.search(piece.text))
    return name != "notice.not_returned" or not _APPLICANTS.search(piece.text)


def answer_times(read: Sequence[Piece]) -> Iterator[Fact]:
    """`response_time` as "30 day", or "promptly" where no number is named."""
    for piece in read:
        if piece.is_heading or _BREACH.search(piece.text):
            continue
        if match := _ANSWERS.search(piece.text):
            yield piece.fact("response_time", _time(match))
        elif match := _ANSWERS_JA.search(piece.text):
            yield piece.fact("response_time", f"{match['number']} {_UNITS[match['unit']]}")
        elif _PROMPT.search(piece.text):
            yield piece.fact("response_time", "promptly")


def _time(match: "re.Match[str]") -> str:
    number, unit = match["number"] or match["number2"], match["unit"] or match["unit2"]
    return f"{_WORDS.get(number.casefold(), number)} {unit.casefold()}"
