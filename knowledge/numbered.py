"""The numbered clauses of a version as a tree in which "Article 5, paragraph 2" can be looked up."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property

from knowledge.clauses import Clause, PolicyVersion

_KANJI = "一二三四五六七八九十"
_WORDS = re.compile(
    r"(?i:article|section|chapter|part|clause|annex|appendix|schedule)|[第条章節編款§()（）、:：\s]"
)
_ARTICLE = re.compile(r"条|(?i:article)")
_CHAPTER = re.compile(r"章|(?i:chapter)")
_BRACKETED = re.compile(r"[(（①-⓿]|[ァ-ン一二三四五六七八九十a-z]")


def number_name(number: str) -> str:
    """What a printed number counts, in one spelling: 第２条の２ → 2の2, (b) → b, ① → 1, 十二 → 12."""
    bare = _WORDS.sub("", unicodedata.normalize("NFKC", number))
    return re.sub(f"[{_KANJI}百]+", lambda found: str(_value(found[0])), bare).strip("-.")


def _value(kanji: str) -> int:
    total = current = 0
    for sign in kanji:
        if sign in "十百":
            total, current = total + (current or 1) * (10 if sign == "十" else 100), 0
        else:
            current = _KANJI.index(sign) + 1
    return total + current


def arabic_number(name: str) -> str:
    """A roman numeral up to 39 in digits; any other name as it is."""
    if not re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", name.lower()):
        return name
    values = [{"i": 1, "v": 5, "x": 10}[sign] for sign in name.lower()]
    following = [*values[1:], 0]
    return str(sum(-v if v < after else v for v, after in zip(values, following, strict=True)))


class NumberedClauses:
    """Look-ups in one version; each gives None where the text leaves it open which clause is meant."""

    def __init__(self, version: PolicyVersion) -> None:
        self._version = version
        self._names = {c.place: number_name(c.number) for c in version.clauses if c.number}
        self._below: dict[str, list[Clause]] = {}
        for clause in version.clauses:
            self._below.setdefault(clause.parent, []).append(clause)

    @cached_property
    def articles(self) -> list[Clause]:
        """第N条 and Article N, in reading order."""
        return [clause for clause in self._version.clauses if _ARTICLE.search(clause.number or "")]

    @cached_property
    def chapters(self) -> list[Clause]:
        """第N章 and Chapter N, in reading order."""
        return [clause for clause in self._version.clauses if _CHAPTER.search(clause.number or "")]

    def article(self, name: str) -> Clause | None:
        """The article of that number; where a policy has no articles, its outermost clause so numbered."""
        return self._only(self.articles, name) if self.articles else self.outermost(name)

    def chapter(self, name: str) -> Clause | None:
        """The chapter of that number."""
        return self._only(self.chapters, name)

    def outermost(self, name: str) -> Clause | None:
        """The one clause of that number that stands in fewest others."""
        found = [clause for clause in self._version.clauses if self._names.get(clause.place) == name]
        least = min((self._depth(clause) for clause in found), default=0)
        return _one([clause for clause in found if self._depth(clause) == least])

    def nearest(self, name: str, at: Clause) -> Clause | None:
        """The clause of that number beside `at` or beside what encloses it."""
        around = [*self._around(at)]
        for scope in (*around, None):
            found = self.inside(scope, name)
            if found and found not in around:
                return found
        return None

    def inside(self, scope: Clause | None, name: str) -> Clause | None:
        """The clause of that number in `scope` (None: in the policy) and in no other number of it."""
        return _one([c for c in self._numbered(scope) if self._names[c.place] == name])

    def paragraph(self, base: Clause, name: str) -> Clause | None:
        """Paragraph `name` of an article or section, by number, else by counting."""
        paragraphs = self._paragraphs(base)
        numbered = [clause for clause in paragraphs if self._names.get(clause.place) == name]
        if numbered or not name.isdecimal() or len(paragraphs) < int(name):
            return _one(numbered)
        counted = paragraphs[int(name) - 1]
        return counted if self._names.get(counted.place) is None or counted is base else None

    def item(self, base: Clause, name: str) -> Clause | None:
        """Item `name` of an article, or of one paragraph of it."""
        items = [clause for clause in self._items(base) if self._names[clause.place] == name]
        return _one([clause for clause in items if _BRACKETED.match(clause.number or "")] or items)

    def titled(self, title: str, *, whole: bool) -> Clause | None:
        """The heading that reads so, number and marks aside; without `whole`, that begins so."""
        wanted = _bare(title)
        headings = [
            (clause, self._title(clause)) for clause in self._version.clauses if clause.kind == "heading"
        ]
        return _one(
            [
                clause
                for clause, own in headings
                if wanted in (own, _bare(clause.text)) or (not whole and own.startswith(wanted))
            ]
        )

    def _title(self, clause: Clause) -> str:
        return _bare(clause.text[len(clause.number or "") :])

    def base(self, at: Clause) -> Clause | None:
        """The article that `at` stands in, else its section."""
        around = list(self._around(at))
        articles = [clause for clause in around if clause in self.articles]
        sections = [clause for clause in around if clause.kind == "heading"]
        return next(iter(articles or sections), None)

    def beside(self, kind: str, at: Clause, step: int) -> Clause | None:
        """The article, chapter, section, paragraph or item `step` after that of `at`; before, if negative."""
        row = self._row(kind, at)
        own = {clause.place for clause in self._around(at)}
        here = [place for place, clause in enumerate(row) if clause.place in own]
        if not here and kind == "paragraph":
            here = [place for place, clause in enumerate(row) if clause.start < at.start]
        wanted = here[-1] + step if here else -1
        return row[wanted] if 0 <= wanted < len(row) else None

    def _row(self, kind: str, at: Clause) -> list[Clause]:
        if kind == "article":
            return self.articles
        if kind == "chapter":
            return self.chapters
        if kind == "paragraph":
            base = self.base(at)
            return self._paragraphs(base) if base else self._below.get("", [])
        wanted = "heading" if kind == "section" else "item"
        own = next((clause for clause in self._around(at) if clause.kind == wanted), at)
        return [clause for clause in self._below[own.parent] if clause.kind == wanted]

    def _paragraphs(self, base: Clause) -> list[Clause]:
        """The paragraphs of an article; it is its own first one where its text begins beside its number."""
        inner = [
            clause
            for clause in self._below.get(base.place, [])
            if (clause.kind in ("paragraph", "item") and not _BRACKETED.match(clause.number or "("))
            or (clause.kind == "paragraph" and not clause.number)
        ]
        return [base, *inner] if base.kind == "item" else inner

    def _items(self, base: Clause) -> Iterator[Clause]:
        """Numbered clauses in `base`, or after it up to the next paragraph where it only introduces them."""
        inner = list(self._numbered(base))
        if inner or base.kind != "paragraph":
            yield from inner
            return
        parent = self._version.by_place.get(base.parent)
        after = [clause for clause in self._below[base.parent] if clause.start > base.start]
        ends = [c.start for c in (self._paragraphs(parent) if parent else []) if c.start > base.start]
        until = min(ends, default=len(self._version.text))
        yield from (clause for clause in after if clause.number and clause.start < until)

    def _numbered(self, scope: Clause | None) -> Iterator[Clause]:
        for clause in self._below.get(scope.place if scope else "", []):
            if clause.number:
                yield clause
            else:
                yield from self._numbered(clause)

    def _only(self, clauses: list[Clause], name: str) -> Clause | None:
        return _one([clause for clause in clauses if self._names[clause.place] == name])

    def _around(self, at: Clause) -> Iterator[Clause]:
        """`at`, then outwards."""
        clause: Clause | None = at
        while clause is not None:
            yield clause
            clause = self._version.by_place.get(clause.parent)

    def _depth(self, clause: Clause) -> int:
        return sum(1 for _ in self._around(clause))


def _bare(title: str) -> str:
    """A heading without the marks around it, its white space folded."""
    return "".join(title.casefold().split()).strip("■◆□◇●【】〔〕<>＜＞*.:：")


def _one(found: list[Clause]) -> Clause | None:
    return found[0] if len(found) == 1 else None
