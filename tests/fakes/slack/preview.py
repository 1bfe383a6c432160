"""Slack's payloads as a page, to look at them: for the pictures of the manual and for whoever changes blocks.

`tests/bot/slack/test_pictures.py` draws those pictures from what the app really sends.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

Block = Mapping[str, Any]
CSS = (Path(__file__).parent / "preview.css").read_text()


def page(title: str, parts: Iterable[str], *, dark: bool = False) -> str:
    """A whole document without scripts; `parts` are messages and views."""
    theme = "dark" if dark else "light"
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{CSS}</style>'
    body = f"<main><h1>{escape(title)}</h1>{''.join(parts)}</main>"
    return f'<!doctype html><html lang="en" class="{theme}"><head>{head}</head><body>{body}</body></html>'


def message(author: str, content: Mapping[str, Any], *, is_app: bool = True) -> str:
    """One message; without blocks its text."""
    badge = '<span class="app">APP</span>' if is_app else ""
    tasks = "".join(_task(one) for one in (content.get("tasks") or {}).values())
    blocks = content.get("blocks") or [
        {"type": "section", "text": {"type": "mrkdwn", "text": content["text"]}}
    ]
    return f"<article><header><b>{escape(author)}</b>{badge}</header>{tasks}{_blocks(blocks)}</article>"


def view(content: Mapping[str, Any]) -> str:
    """A modal, or the Home tab."""
    if content["type"] == "home":
        return _blocks(content["blocks"])
    buttons = "".join(
        f'<button class="{style}">{_text(content[name])}</button>'
        for name, style in (("close", ""), ("submit", "primary"))
        if content.get(name)
    )
    title = f'<div class="header">{_text(content["title"])}</div>'
    return f'<div class="modal">{title}{_blocks(content["blocks"])}<div class="actions">{buttons}</div></div>'


_LINK = re.compile(r"<(https?://[^|<>]+)\|([^<>]*)>")


def mrkdwn(text: str) -> str:
    """Slack's markup as HTML; entities stand for themselves already, and no tag but a link gets through."""
    text = re.sub(r"<!date\^\d+\^\{\w+\}\|([^<>]*)>", r"\1", text)
    pieces, end = [], 0
    for link in _LINK.finditer(text):
        anchor = f'<a href="{escape(link[1])}">{_tagless(link[2])}</a>'
        pieces += [_tagless(text[end : link.start()]), anchor]
        end = link.end()
    text = "".join([*pieces, _tagless(text[end:])])
    for mark, tag in ((r"\*", "b"), ("_", "i"), ("`", "code")):
        text = re.sub(rf"(?<!\w){mark}([^\n{mark}]+){mark}(?!\w)", rf"<{tag}>\1</{tag}>", text)
    quoted = re.sub(r"(?m)^&gt; |^> ", "\x00", text)
    return re.sub(
        r"(?:^\x00.*\n?)+",
        lambda m: f"<blockquote>{m[0].replace(chr(0), '')}</blockquote>",
        quoted,
        flags=re.M,
    )


def _tagless(text: str) -> str:
    return text.replace("<", "&lt;")


def _blocks(blocks: Iterable[Block]) -> str:
    return "".join(_BLOCKS[block["type"]](block) for block in blocks)


def _text(text: Mapping[str, Any]) -> str:
    return mrkdwn(text["text"]) if text["type"] == "mrkdwn" else escape(text["text"])


def _section(block: Block) -> str:
    words = _text(block["text"]) if block.get("text") else ""
    return f'<div class="section"><div>{words}</div>{_elements([block.get("accessory")])}</div>'


def _context(block: Block) -> str:
    return f'<div class="context">{" ".join(map(_text, block["elements"]))}</div>'


def _elements(elements: Iterable[Mapping[str, Any] | None]) -> str:
    return "".join(_ELEMENTS[one["type"]](one) for one in elements if one)


def _button(one: Mapping[str, Any]) -> str:
    return f'<button class="{escape(one.get("style") or "")}">{_text(one["text"])}</button>'


def _feedback(one: Mapping[str, Any]) -> str:
    return "".join(
        f"<button>{_text(one[side]['text'])}</button>" for side in ("positive_button", "negative_button")
    )


def _select(one: Mapping[str, Any]) -> str:
    chosen = one.get("initial_option") or {"text": {"type": "plain_text", "text": "Choose"}}
    return f'<span class="select">{_text(chosen["text"])} ▾</span>'


def _checkboxes(one: Mapping[str, Any]) -> str:
    return "".join(f"<div>☐ {_text(option['text'])}</div>" for option in one["options"])


def _field(one: Mapping[str, Any]) -> str:
    value = escape(one.get("initial_value") or "")
    return f'<textarea rows="3">{value}</textarea>' if one.get("multiline") else f'<input value="{value}">'


def _input(block: Block) -> str:
    hint = f'<div class="context">{_text(block["hint"])}</div>' if block.get("hint") else ""
    label = f"<label>{_text(block['label'])}</label>"
    return f'<div class="input">{label}{_elements([block["element"]])}{hint}</div>'


def _container(block: Block) -> str:
    return f"<details><summary>{_text(block['title'])}</summary>{_blocks(block['child_blocks'])}</details>"


def _task(one: Mapping[str, Any]) -> str:
    sign = {"complete": "✓", "in_progress": "…", "error": "✗"}.get(one["status"], "·")
    return f'<div class="task">{sign} {escape(one["title"])}</div>'


_BLOCKS: dict[str, Callable[[Block], str]] = {
    "section": _section,
    "context": _context,
    "actions": lambda block: f'<div class="actions">{_elements(block["elements"])}</div>',
    "context_actions": lambda block: f'<div class="actions">{_elements(block["elements"])}</div>',
    "header": lambda block: f'<div class="header">{_text(block["text"])}</div>',
    "divider": lambda _block: "<hr>",
    "input": _input,
    "container": _container,
}
"""A block that is not here is a KeyError: what is new has to be drawn, too."""
_ELEMENTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "button": _button,
    "feedback_buttons": _feedback,
    "static_select": _select,
    "checkboxes": _checkboxes,
    "plain_text_input": _field,
}
