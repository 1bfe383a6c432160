"""Whether a statement of a quote carries a statement of a sentence: all that is said, and nothing that turns it."""

from collections.abc import Iterator, Sequence

from knowledge.grounding.framing import CONTENT, Frame, Placed, conditional
from knowledge.grounding.objections import Objection
from knowledge.grounding.pieces import MODALITIES
from knowledge.grounding.reading import Word
from knowledge.grounding.vocabulary import WE, YOU

_EVERY = {"all", "every", "each", "any", "entire", "whole", "both", "either"}
_DROPPED_FREELY = {"all", "every", "each", "any", "entire", "whole"}
_LEFT_OUT = {
    "on",
    "at",
    "as",
    "because",
    "so_that",
    "by",
    "within",
    "for",
    "after",
    "to-verb",
    "purpose_of",
    "until",
    "via",
    "every",
}
_ENDING = {
    "stop",
    "cease",
    "refuse",
    "reject",
    "restrict",
    "limit",
    "prohibit",
    "oppose",
    "exclude",
    "avoid",
    "prevent",
}
_TURNED = {"disappear", "expire", "lapse", "stop", "end", "apply", "cost", "remain", "become"}
_OURS = {
    "disclose",
    "share",
    "use",
    "transfer",
    "store",
    "keep",
    "collect",
    "process",
    "extend",
    "delete",
    "record",
}
_USES = {"use", "process", "handle", "provide", "disclose", "share", "transfer", "collect", "be"}
_MANNERS = {"means", "way", "method", "post", "mail", "email", "phone", "telephone", "fax", "letter", "form"}
_HARMLESS_DELAY = {"undue", "delay"}
_PLACES = frozenset(
    [
        "eea",
        "eu",
        "uk",
        "usa",
        "britain",
        "england",
        "scotland",
        "wales",
        "ireland",
        "japan",
        "california",
        "germany",
        "france",
        "italy",
        "spain",
        "austria",
        "switzerland",
        "sweden",
        "norway",
        "iceland",
        "china",
        "korea",
        "india",
        "singapore",
        "australia",
        "canada",
        "mexico",
        "brazil",
        "quebec",
        "europe",
        "asia",
        "america",
        "virginia",
        "colorado",
        "nevada",
        "texas",
    ]
)


def carried(said: Frame, quoted: Frame, strict: bool = False) -> Objection | None:
    """Why the quoted statement does not carry the said one, or None.

    `strict`: nothing may be left out but one of several alternatives, as in a condition.
    """
    folded = [each for each in quoted.conditions if not _has_condition(said, each) and _is_folded(said, each)]
    source = [*quoted.words, *(placed for each in folded for placed in each.words)]
    allowed = _referred(said, quoted.before) if quoted.refers else []
    if quoted.lead and quoted.words[0].word.text.endswith("ing"):
        allowed += [placed for placed in quoted.before if placed.role == "subject"]
    return (
        _invented(said, quoted, [*source, *allowed])
        or _mood(said, quoted)
        or _turned(said, quoted, source, [*source, *allowed])
        or _swapped(said, quoted)
        or _joined(said, quoted)
        or (None if quoted.anchored else _dropped(said, quoted, strict))
        or _conditions(said, quoted, folded)
    )


def _invented(said: Frame, quoted: Frame, source: Sequence[Placed]) -> Objection | None:
    if quoted.verbs and not said.verbs:
        return "words"
    for placed in said.content:
        word = placed.word
        if any(word.says(other.word) for other in source):
            continue
        if quoted.refers and _repeats(word, said) and _repeats(word, quoted):
            continue
        if word.lemma == YOU and quoted.modality == "imperative":
            continue
        if word.text == "we" and placed.role == "subject" and _adds_agent(said, quoted):
            continue
        return _kind_of(word)
    return None


def _repeats(word: Word, frame: Frame) -> bool:
    """Whether "the data" takes up what was named before."""
    return word.kind == "word" and any(word.says(other.word) for other in frame.before)


def _kind_of(word: Word) -> Objection:
    if word.kind == "quantity":
        return "date" if word.text.startswith("date") else "number"
    if word.kind == "actor":
        return "actor"
    return "jurisdiction" if word.lemma in _PLACES else "words"


def _adds_agent(said: Frame, quoted: Frame) -> bool:
    """Whether "we" may be named where the quote, in the passive, names nobody."""
    return (
        quoted.passive
        and not said.passive
        and (quoted.modality == "" or any(verb.word.lemma in _OURS for verb in quoted.verbs))
        and not any(placed.role == "by" and _names_agent(quoted, placed.phrase) for placed in quoted.words)
    )


def _mood(said: Frame, quoted: Frame) -> Objection | None:
    if said.modality == quoted.modality:
        return None
    alike = {said.modality, quoted.modality}
    if quoted.modality == "imperative" and alike <= {"imperative", "must", "can", "should"}:
        return "modality" if said.modality == "must" and quoted.alternative else None
    return "modality"


def _marks(words: Sequence[Placed], kind: str) -> Iterator[tuple[str, Placed | None]]:
    """The marks of a kind, each with the next word that says something."""
    for at, placed in enumerate(words):
        if placed.word.kind == kind:
            yield placed.word.text, next((each for each in words[at + 1 :] if _is_target(each.word)), None)


def _is_target(word: Word) -> bool:
    return word.kind in CONTENT and word.text not in ("last", "past", "next", "first")


def _same_target(one: Placed | None, other: Placed | None) -> bool:
    return one is other is None or (one is not None and other is not None and one.word.says(other.word))


_CLASSES: tuple[tuple[str, Objection], ...] = (
    ("not", "negation"),
    ("only", "condition"),
    ("hedge", "quantifier"),
    ("bound", "number"),
    ("all", "quantifier"),
    ("modal", "modality"),
)


def _near(said: Sequence[Placed], source: Sequence[Placed]) -> bool:
    """Whether "each disclosure request" and "each request for disclosure" are the same."""
    return all(
        any(mine.word.says(other.word) for mine in _runs(said, "all") for other in _runs(source, "all"))
        for _ in said[:1]
    )


def _runs(words: Sequence[Placed], kind: str) -> list[Placed]:
    phrases = {placed.phrase for placed in words if placed.word.kind == kind and placed.word.text in _EVERY}
    return [placed for placed in words if placed.phrase in phrases and placed.word.kind in CONTENT]


def _class_of(kind: str, text: str) -> str:
    if kind == "modal":
        return MODALITIES[text]
    if kind in ("bound", "hedge"):
        return {"under": "<", "below": "<", "over": ">", "above": ">"}.get(text, text)
    return "every" if text in _EVERY else text if kind == "all" else kind


def _turned(
    said: Frame, quoted: Frame, source: Sequence[Placed], around: Sequence[Placed]
) -> Objection | None:
    for kind, objection in _CLASSES:
        mine = [(_class_of(kind, text), target) for text, target in _all_marks(said.words, kind)]
        there = [(_class_of(kind, text), target) for text, target in _all_marks(source, kind)]
        left = list(there)
        for text, target in mine:
            match = next((each for each in left if text == each[0] and _same_target(target, each[1])), None)
            if match is not None and kind == "not":
                left.remove(match)
            if match is None:
                if text != "every" or not _near(said.words, source):
                    return objection
        for text, target in there:
            if kind == "all" and text == "every":
                continue
            if (
                target is not None
                and not any(target.word.says(each.word) for each in said.words)
                and kind != "only"
            ):
                continue
            if not any(text == other and _same_target(target, place) for other, place in mine):
                return objection
    theirs = list(_owners(around))
    kinds = {placed.word.text for placed in around if placed.word.kind == "owner"} & {"our", "your"}
    for target, owner in _owners(said.words):
        other = next((their for meanings, their in theirs if not meanings.isdisjoint(target)), None)
        if other is None and len(kinds) == 1:
            other = next(iter(kinds))
        if other and other != owner:
            return "actor"
    return None


def _all_marks(words: Sequence[Placed], kind: str) -> Iterator[tuple[str, Placed | None]]:
    yield from (
        (text, target)
        for text, target in _marks(words, kind)
        if kind != "modal" or (MODALITIES[text] and target is not None and target.role != "verb")
    )
    if kind == "bound":
        for at, placed in enumerate(words):
            following = next((each for each in words[at + 1 :] if each.word.kind != "empty"), None)
            if placed.word.kind == "preposition" and following and following.word.kind == "quantity":
                yield placed.word.text, following
            if (
                placed.role in ("under", "below", "over", "above")
                and placed.word.kind == "quantity"
                and (at == 0 or words[at - 1].phrase != placed.phrase or words[at - 1].word.kind == "empty")
            ):
                yield placed.role, placed


def _owners(words: Sequence[Placed]) -> Iterator[tuple[frozenset[str], str]]:
    for at, placed in enumerate(words):
        if placed.word.kind == "owner" and placed.word.text in ("our", "your"):
            target = next((each for each in words[at + 1 :] if _is_target(each.word)), None)
            if target is not None:
                yield target.word.meanings, placed.word.text


def _swapped(said: Frame, quoted: Frame) -> Objection | None:
    if not quoted.anchored and any(not _in_order(run, quoted.words) for run in _relatives(said.words)):
        return "actor"
    for placed in said.content:
        if placed.word.kind == "quantity" or placed.role == "verb" or _says_how(placed.word):
            continue
        others = [other for other in quoted.content if placed.word.says(other.word)]
        if others and not any(_same_part(_part(said, placed), _part(quoted, other)) for other in others):
            return "actor"
    for placed in said.content:
        if placed.word.kind == "quantity":
            others = [other for other in quoted.content if placed.word.says(other.word)]
            if others and not any(_same_time(placed.role, other.role, quoted) for other in others):
                return "number"
    return None


def _relatives(words: Sequence[Placed]) -> Iterator[list[Word]]:
    """What stands in relative clauses, where nothing may change its place."""
    for number in {placed.phrase for placed in words}:
        run = [placed.word for placed in words if placed.phrase == number]
        opened = [
            at
            for at, word in enumerate(run)
            if word.kind == "relative"
            or (at and word.text in ("we", "you", "they") and run[at - 1].kind == "word")
        ]
        if opened:
            yield [word for word in run[opened[0] :] if word.kind in _FIXED]


_FIXED = (*CONTENT, "preposition")


def _in_order(run: Sequence[Word], words: Sequence[Placed]) -> bool:
    there = [placed.word for placed in words if placed.word.kind in _FIXED]
    return any(
        all(mine.says(other) for mine, other in zip(run, there[at:], strict=False))
        for at in range(len(there) - len(run) + 1)
    )


def _part(frame: Frame, placed: Placed) -> str:
    turned = frame.passive or any(verb.word.lemma in _TURNED for verb in frame.verbs)
    free = any(verb.word.kind == "be" for verb in frame.verbs) and any(
        w.word.lemma == "fee" for w in frame.words
    )
    if placed.role == "of":
        heads = [each for each in frame.words if each.phrase < placed.phrase and each.role != "of"]
        return _part(frame, heads[-1]) if heads and heads[-1].role != "verb" else "of"
    if placed.role == "subject":
        return "patient" if turned or free or not frame.verbs else "agent"
    if placed.role == "by" and not frame.verbs:
        return "patient"
    if placed.role == "by" and frame.passive and _names_agent(frame, placed.phrase):
        return "agent"
    return "patient" if placed.role == "object" else placed.role


def _says_how(word: Word) -> bool:
    return word.text.endswith("ly") or word.lemma == "inthatcase"


def _names_agent(frame: Frame, phrase: int) -> bool:
    run = [placed.word for placed in frame.words if placed.phrase == phrase or placed.role == "by"]
    after = all(verb.phrase < phrase for verb in frame.verbs)
    if any(word.lemma in _MANNERS for word in run):
        return False
    return after and not run[0].text.endswith("ing") and not any(word.kind == "quantity" for word in run)


_DIRECTED = {
    "agent",
    "to",
    "from",
    "with",
    "by",
    "against",
    "before",
    "after",
    "outside",
    "within",
    "between",
}
_LOOSE = (
    {"to", "patient"},
    {"to", "for"},
    {"to", "with"},
    {"to", "to-verb"},
    {"to-verb", "patient"},
    {"with", "by"},
    {"with", "patient"},
    {"within", "patient"},
)


def _same_part(one: str, other: str) -> bool:
    return one == other or not {one, other} & _DIRECTED or {one, other} in _LOOSE


_TIMES = {"after", "before", "until", "since", "during", "from", "against"}


def _same_time(one: str, other: str, quoted: Frame) -> bool:
    return one == other or not {one, other} & _TIMES


def _joined(said: Frame, quoted: Frame) -> Objection | None:
    if said.joined != quoted.joined and "or" in (said.joined, quoted.joined) and said.joined:
        return "conjunction"
    if any(placed.word.lemma == "fee" for placed in said.words):
        return None
    for at, placed in enumerate(said.words):
        if placed.word.kind not in ("and", "or"):
            continue
        around = (
            next((each for each in reversed(said.words[:at]) if each.word.kind in CONTENT), None),
            next((each for each in said.words[at:] if each.word.kind in CONTENT), None),
        )
        links = {
            link
            for end in around
            if end is not None
            for there, other in enumerate(quoted.words)
            if end.word.says(other.word)
            for link in _links(quoted.words, there)
        }
        if placed.word.kind not in (links or {"and"}):
            return "conjunction"
    return None


def _links(words: Sequence[Placed], at: int) -> set[str]:
    before = next((each.word.kind for each in reversed(words[:at]) if each.word.kind in ("and", "or")), "")
    after = next((each.word.kind for each in words[at:] if each.word.kind in ("and", "or")), "")
    return {before, after} - {""}


def _dropped(said: Frame, quoted: Frame, strict: bool) -> Objection | None:
    """What the quote says and the sentence does not, phrase by phrase."""
    there = [*said.content, *(said.before if said.refers else [])]
    phrases: dict[int, list[Placed]] = {}
    for placed in quoted.content:
        if placed.word.text == "using":
            continue
        phrases.setdefault(placed.phrase, []).append(placed)
    free = any(placed.word.lemma == "fee" for placed in quoted.words)
    negative = any(
        placed.word.kind == "only" or (placed.word.kind == "not" and not free) for placed in quoted.words
    ) or any(verb.word.lemma in _ENDING for verb in quoted.verbs)
    every_or = not any(placed.word.kind == "and" for placed in quoted.words)
    has_only = any(placed.word.kind == "only" for placed in quoted.words)
    gone: set[int] = set()
    kept_listed = any(
        placed.listed and any(placed.word.says(each.word) for each in said.words) for placed in quoted.content
    )
    verb_seen = False
    previous = -1
    for number, run in phrases.items():
        before, previous = previous, number
        missing = [each for each in run if not any(each.word.says(mine.word) for mine in there)]
        verb_seen = verb_seen or run[0].role == "verb"
        if not missing:
            continue
        role = run[0].role
        if role == "verb" and not said.verbs:
            return "words"
        if role == "object" and not negative and {each.word.lemma for each in missing} == {WE}:
            continue
        if (
            all(each.word.kind == "actor" for each in missing)
            and said.passive
            and not quoted.passive
            and role == "subject"
            and len(missing) == len(run)
        ):
            if all(each.word.lemma in (WE, YOU) for each in run):
                continue
        elsewhere = [each for each in quoted.content if each.phrase != number]
        partly = any(
            each not in missing and not any(each.word.says(other.word) for other in elsewhere) for each in run
        )
        if run[0].listed and kept_listed and not has_only and not (partly and not _is_loose(missing)):
            if strict and not every_or:
                return "condition"
            if (
                quoted.modality in ("must", "imperative")
                and said.modality != "can"
                and any(placed.word.kind == "or" for placed in quoted.words)
            ):
                return "conjunction"
            if negative and not every_or:
                return "conjunction"
            gone.add(number)
            continue
        if (
            not strict
            and before in gone
            and (role == "of" or not negative)
            and role not in ("verb", "subject")
        ):
            gone.add(number)
            continue
        droppable = (
            not strict
            and not partly
            and not negative
            and verb_seen
            and (role in _LEFT_OUT or run[0].word.lemma == "effect")
            and not (role in ("to-verb", "purpose_of") and any(v.word.lemma in _USES for v in quoted.verbs))
            and not conditional([each.word for each in run])
        )
        if droppable:
            gone.add(number)
            continue
        return "condition" if role not in ("subject", "object", "verb") else "words"
    return None


def _is_loose(missing: Sequence[Placed]) -> bool:
    return all(each.word.kind == "actor" for each in missing)


def _has_condition(said: Frame, condition: Frame) -> bool:
    return any(each.lead == condition.lead and each.only == condition.only for each in said.conditions)


def _is_folded(said: Frame, condition: Frame) -> bool:
    """Whether a condition stands in the sentence as words: people living in the EEA."""
    if condition.lead != "if" or condition.only:
        return False
    return all(
        any(each.word.says(mine.word) and _same_part(_plain(mine), _plain(each)) for mine in said.content)
        for each in condition.content
    )


def _plain(placed: Placed) -> str:
    return "patient" if placed.role in ("subject", "object", "verb") else placed.role


def _conditions(said: Frame, quoted: Frame, folded: Sequence[Frame]) -> Objection | None:
    for mine in said.conditions:
        if not any(_same_condition(mine, other) for other in quoted.conditions):
            return "condition"
    for other in quoted.conditions:
        if any(other is each for each in folded) or _may_go(other, said, quoted):
            continue
        if not any(_same_condition(mine, other) for mine in said.conditions):
            return "condition"
    return None


def _may_go(condition: Frame, said: Frame, quoted: Frame) -> bool:
    if condition.lead in ("so_that", "because"):
        return True
    if any(placed.word.kind in ("not", "only") for placed in quoted.words):
        return False
    if condition.anchored and (
        condition.lead == "after" or not any(p.word.kind == "quantity" for p in said.words)
    ):
        return True
    return condition.lead == "without" and {each.word.lemma for each in condition.content} <= _HARMLESS_DELAY


def _same_condition(mine: Frame, other: Frame) -> bool:
    if (mine.lead, mine.only) != (other.lead, other.only):
        return False
    return carried(mine, other, strict=True) is None


def _referred(said: Frame, context: Sequence[Placed]) -> list[Placed]:
    """The words before, whole phrases, that the sentence may put in the place of a pronoun."""
    if any(placed.word.kind == "pronoun" for placed in said.words):
        return []
    runs: dict[int, list[Placed]] = {}
    for placed in context:
        runs.setdefault(placed.phrase, []).append(placed)
    return [
        placed
        for run in runs.values()
        if run[0].role in ("subject", "object", "of")
        and all(
            any(each.word.says(mine.word) for mine in said.content)
            for each in run
            if each.word.kind in CONTENT
        )
        and not any(each.word.kind in ("quantity", "not") for each in run)
        for placed in run
    ]
