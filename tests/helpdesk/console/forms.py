"""Reads the forms of a page as a browser would fill them."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._values: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._values = self.forms.setdefault(have.get("action", "").partition("#")[0], {})
        elif tag == "input" and self._values is not None and have.get("type") == "hidden":
            self._values[have["name"]] = have.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._values = None


def form_values(page: str, action: str) -> dict[str, str]:
    """The hidden values of the form that is sent to ``action``."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms[action]
