"""What a single line of a policy is by its wording: sentence, announcement, contact, signature, heading."""

import re

from ingest.dating import DATE
from ingest.numbering import CJK

_CLOSERS = r"[”\"’'）)」』】\]]*$"
_SENTENCE_END = re.compile(r"[.!?。！？]" + _CLOSERS)
_ABBREVIATED = re.compile(r"\b(?:etc|Ltd|Inc|Co|Corp|No|K\.K)\.[”\"’')]*$")
_STOPLESS = re.compile(r"\b(?:etc|Ltd|Inc|Co|Corp|Nos?|e\.g|i\.e|Art|Sec|Mr|Ms|Dr|St|[A-Z])\.\W*$")
_SENTENCE = re.compile(r".+?(?:[.!?][”\"’')]*(?=\s+[A-Z“\"(]|$)|[。！？][」』）]*|$)", re.DOTALL)
_VERB = re.compile(
    r"\b(?:shall|will|must|may|can|could|should|would|is|are|was|were|be|has|have|do|does|did)\b|(?:ます|です|する|ください|ません|ました)"
)
_ANNOUNCES = re.compile(
    r"\b(?:following|follows|listed below|described below|shown below|set out below|uses below|as below)\b"
    r"|以下|次の|次に|下記|次項|各号|とおり|通り"
)
_OPENING = (
    r"^\W*(?:tel|fax|phone|telephone|e-?mail|mail|url|電話|メール|住所|所在地|受付時間|ＴＥＬ|ＦＡＸ)"
    r"(?![a-z])\W*[.:：\s+(（\d]"
)
_CONTACT_OPENING = re.compile(_OPENING, re.IGNORECASE)
_CONTACT = re.compile(
    _OPENING + r"|https?://|www\.|\S+@\S+\.\S+|〒|\+\d{1,3}[\s(-]?\d|\d{2,4}-\d{2,4}-\d{3,4}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\d.*,.*,|\b\d{3}-\d{4}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|[都道府県].*[市区町村].*\d|\d+(?:F|階)$"
)
_COMPANY = re.compile(r"(?:Co\., ?Ltd\.?|Inc\.?|Ltd\.?|LLC|GmbH|Corporation)$|^株式会社\S+$|^\S+株式会社$")
_SIGNATURE = re.compile(
    r"(?:Co\., ?Ltd\.?|Inc\.?|Ltd\.?|LLC|GmbH|Corporation|Group|Company)$|株式会社|代表取締役|グループ$"
    r"|(?:院長|理事長|学長|園長|組合長)"
    r"|\b(?:President|CEO|COO|CPO|Chairman|Director|Officer)\b",
)
_DANGLING = re.compile(
    r"\b(?:the|an?|they|if|and|or|that|which|unless|as|is|are|may|will|must"
    r"|who|whose|when|where|because|than)$|,\s+(?:for|with|to|by|from|in|including)$"
)
"""Ends of lines that go on in what follows."""

_NAMES_A_POLICY = re.compile(
    r"polic(?:y|ies)|privacy|personal|protection|notice|statement|declaration|information|data"
    r"|個人情報|プライバシー|方針|ポリシー|規程|規定|取扱",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\w (?:Desk|Office|Department|Division|Secretariat|Team)$|\w[室課係部]$")
_NAMES_A_DOCUMENT = re.compile(
    r"\b(?:policy|notice|statement|declaration|rules|regulations|charter|handbook)\b"
    r"|方針|ポリシー|規程|規約|取扱いについて$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"[※*＊†]")


def is_cjk(text: str) -> bool:
    """Whether the line is written in Japanese (or Chinese) characters for the most part."""
    return len(re.findall(f"[{CJK}]", text)) * 2 > len(text)


def ends_sentence(text: str) -> bool:
    """Whether it ends like a sentence; "etc." and "Ltd." at the end of a short line do not."""
    if not _SENTENCE_END.search(text):
        return is_cjk(text) and bool(re.search(r"(?:ます|です|ません)$", text))
    return not (_ABBREVIATED.search(text) and len(text) < 80)


def is_sentence(text: str) -> bool:
    """Whether it is running text rather than a heading or a term."""
    return ends_sentence(text) and (len(text) >= 12 if is_cjk(text) else len(text.split()) >= 4)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, by the marks at their ends."""
    parts: list[str] = []
    for found in _SENTENCE.finditer(text):
        if parts and _STOPLESS.search(parts[-1]):
            parts[-1] += found[0]
        else:
            parts.append(found[0])
    return [part.strip() for part in parts if part.strip()]


def is_verbless(text: str) -> bool:
    """Whether no auxiliary verb makes it a statement."""
    return not _VERB.search(text)


def announces(text: str) -> bool:
    """Whether it introduces what comes next."""
    return text.endswith((":", "：", ":-")) or (ends_sentence(text) and bool(_ANNOUNCES.search(text)))


def announcement(text: str) -> str:
    """The sentence of a paragraph that introduces the list after it: the announcing one, else the last."""
    parts = sentences(text) or [text]
    if parts[-1].endswith((":", "：")):
        return parts[-1]
    strong = [part for part in parts if _ANNOUNCES.search(part)]
    return strong[0] if strong else parts[-1]


def is_contact(text: str) -> bool:
    """A telephone, mail or web address, or a postal address: never a heading."""
    return len(text) < 160 and bool(_CONTACT.search(text) or _ADDRESS.search(text)) and not is_sentence(text)


def opens_contact(text: str) -> bool:
    """Whether it begins like a telephone, fax or mail line ("Tel. 01632 960055")."""
    return len(text) < 160 and bool(_CONTACT_OPENING.match(text))


def is_date(text: str) -> bool:
    """A line that states a date and little else ("Amended: May 1, 2016", "1st Oct. 2010")."""
    return len(text) <= 80 and bool(DATE.search(text)) and not is_sentence(text)


def is_signature(text: str) -> bool:
    """Who signs a policy: a company or an officer on a line of its own."""
    return len(text) <= 80 and bool(_SIGNATURE.search(text))


def is_question(text: str) -> bool:
    """A short question, as many policies head their sections with."""
    return len(text) <= 100 and text.endswith(("?", "？"))


def is_addressee(text: str) -> bool:
    """The name of an office, as it stands above its address."""
    return len(text) <= 60 and bool(_OFFICE.search(text))


def is_company(text: str) -> bool:
    """The name of a company and nothing else."""
    return len(text) <= 60 and bool(_COMPANY.search(text))


def is_note(text: str) -> bool:
    """A remark marked ※ or *."""
    return bool(_NOTE.match(text))


def names_a_document(text: str) -> bool:
    """Whether it is what a whole document is called ("Members' Privacy Rules")."""
    return bool(_NAMES_A_DOCUMENT.search(text)) and names_a_policy(text)


def names_a_policy(text: str) -> bool:
    """Whether it says what kind of document this is: a policy, notice, regulation on personal data."""
    return bool(_NAMES_A_POLICY.search(text))


def reads_like_heading(text: str) -> bool:
    """Short, no sentence, no contact or date: it may head what follows."""
    bare = text.lstrip("*■◆□◇●【〔<＜ ")
    if not bare or is_contact(text) or is_date(text) or text.endswith((":", "：", ";", "；", ",", "、")):
        return False
    if _DANGLING.search(bare):
        return False
    short = len(bare) <= 45 if is_cjk(bare) else len(bare) <= 120 and len(bare.split()) <= 18
    return short and (not ends_sentence(bare) or is_question(bare)) and not bare[0].islower()
