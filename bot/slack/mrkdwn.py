"""Text on its way into and out of Slack's own markup."""

import re

_MENTION = re.compile(r"<[@!#][^>]*>")
_LINK = re.compile(r"<([^>|]+)(?:\|([^>]*))?>")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that reorder the text after them, and so can make it read as something else."""


def plain(text: str) -> str:
    """What a person typed: mentions taken out, links as their label, escapes undone."""
    text = _MENTION.sub(" ", text)
    text = _LINK.sub(lambda link: link[2] or link[1].removeprefix("mailto:"), text)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return re.sub("[ \t]+", " ", text).strip()


def undirected(text: str) -> str:
    """Without the marks that reorder text."""
    return _DIRECTION.sub("", text)


def safe(text: str) -> str:
    """Text that shows as it is: no mention, link or channel can come out of it."""
    return undirected(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """A block quotation; indentation and empty lines are left out."""
    return "\n".join(f"> {line.strip()}" for line in safe(text).splitlines() if line.strip())


def link(url: str, label: str) -> str:
    """A link; only for addresses of our own making."""
    return f"<{url}|{safe(label).replace('|', '¦')}>"


def clipped(text: str, limit: int) -> str:
    """At most `limit` characters, the loss marked."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
