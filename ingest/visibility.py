"""Which HTML a visitor never sees: by attribute, by inline style, and by the page's own style sheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:\.0+)?\s*(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|(?:text-indent|left|top)\s*:\s*-\d{4,}|clip\s*:\s*rect\(\s*0|content-visibility\s*:\s*hidden",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|transparent|#fff(?:fff)?\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)", re.I
)
_COLOURED = re.compile(r"background", re.IGNORECASE)
_RULE = re.compile(r"(?P<selectors>[^{}]+)\{(?P<style>[^{}]*)\}")
_SIMPLE = re.compile(r"[.#][\w-]+")


@dataclass(slots=True)
class Visibility:
    """Judges elements; learns from each `<style>` it is shown."""

    hidden_names: set[str] = field(default_factory=set)

    def learn(self, style_sheet: str) -> None:
        """Take note of classes and ids that a rule of their own hides; media queries do not count."""
        outside_queries = re.sub(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", style_sheet)
        for rule in _RULE.finditer(outside_queries):
            if _hides(rule["style"]):
                names = (selector.strip() for selector in rule["selectors"].split(","))
                self.hidden_names |= {name for name in names if _SIMPLE.fullmatch(name)}

    def hides(self, attributes: Mapping[str, str]) -> bool:
        """Whether an element with these attributes is invisible, and all that stands in it."""
        names = {"." + name for name in attributes.get("class", "").split()} | {
            "#" + attributes.get("id", "")
        }
        return (
            "hidden" in attributes
            or attributes.get("aria-hidden", "").lower() == "true"
            or _hides(attributes.get("style", ""))
            or bool(names & self.hidden_names)
        )


def _hides(style: str) -> bool:
    return bool(_HIDING.search(style)) or bool(_WHITE.search(style) and not _COLOURED.search(style))
