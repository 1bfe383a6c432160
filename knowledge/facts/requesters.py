"""Who may ask: the person, and somebody for the person."""

from collections.abc import Iterator, Sequence

from knowledge.facts.fact import Fact, Piece, said
from knowledge.facts.rights import named_rights

_ONLY_SELF = said(
    r"\bonly (?:the )?(?:\w+ )?(?:customer|person|individual|data subject|member|user|patient)s?"
    r"(?: (?:himself|themselves|concerned)(?:/\w+)?)? (?:may|can)\b[^.]*\b(?:request|ask)"
    r"|ご?本人(?:様)?(?:のみ|に限(?:り|ら))|ご?本人(?:様)?(?:以外|でない)[^。]*(?:できません|受け付け|応じ)"
)
_SOMEBODY = (
    r"(?:prox(?:y|ies)|(?:authori[sz]ed |legal |statutory )?(?:agents?|representatives?)"
    r"|guardians?|solicitor)"
)
_SELF = said(
    r"\b(?:individuals?|customers?|members?|users?|guests?|patients?|persons?|you|the person|anyone"
    r"|anybody)"
    r"(?: concerned)?(?:,? or (?:their |an? |his or her |your )?" + _SOMEBODY + r",?)?"
    r"(?: (?:can|may)(?: also)? (?:make (?:a|the) )?(?:request|ask)\b| (?:have"
    r"|has) the (?:following )?rights?\b"
    r"|[^.]{0,60}would like to request)"
    r"|ご?本人(?:様)?(?:または|又は|もしくは|若しくは|および|、|は|が|から|による)[^。]*(?:請求|求め"
    r"|申し?出)"
)
_PROXY = said(
    r"\b(?:or|by|through) (?:their |an? |his or her |your |the )?"
    + _SOMEBODY
    + r"\b|\b(?:an?|the|your) "
    + _SOMEBODY
    + r" (?:is asked|may|can|must|should)\b|\bcan ask for you\b"
    r"|\b(?:agents?|prox(?:y|ies)) (?:is|are) (?:also )?accepted"
    r"|\bif (?:an? |your )?(?:relative|friend|family member|somebody|someone)[^.]{0,20} (?:makes?"
    r"|sends?) (?:the |a )?request"
    r"|代理人|代理の方"
)
_NO_PROXY = said(
    r"\b(?:another person|somebody else|someone else)\b[^.]{0,20}(?:not accepted|accepted only)|"
    r"\b(?:prox(?:y|ies)|agents?|representatives?)[^.]{0,40}(?:not|cannot be) accepted"
    r"|代理人[^。]*(?:受け付けて|お受けして|応じて)(?:おりません|いません)"
)
_ASKING = said(r"\brequest|\bask\b|\bask for\b|請求|求め|申し?出")


def requesters(read: Sequence[Piece]) -> Iterator[Fact]:
    """`requester.self` and `requester.proxy`: allowed, or restricted to the person."""
    for piece in read:
        if piece.is_heading or not _ASKING.search(piece.text):
            continue
        if _ONLY_SELF.search(piece.text):
            yield piece.fact("requester.self", "allowed")
            yield piece.fact("requester.proxy", "restricted")
        elif _NO_PROXY.search(piece.text):
            yield piece.fact("requester.proxy", "restricted")
        else:
            yield from _allowed(piece)


def _allowed(piece: Piece) -> Iterator[Fact]:
    if (match := _SELF.search(piece.text)) and named_rights(piece.text):
        yield piece.found("requester.self", "allowed", match)
    if match := _PROXY.search(piece.text):
        yield piece.found("requester.proxy", "allowed", match)
