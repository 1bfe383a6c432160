"""Bar charts as SVG, drawn on the server: no script, no style of their own, colours from the page."""

from collections.abc import Sequence

from markupsafe import Markup, escape

WIDTH, ROW, LABEL = 640, 28, 220
"""Pixels: the whole chart, a bar with its space, the room for names."""


def bar_chart(title: str, bars: Sequence[tuple[str, int]]) -> Markup:
    """Horizontal bars of (name, count); a table says the same to those who cannot see it."""
    most = max((count for _, count in bars), default=0) or 1
    height = ROW * len(bars) + 4
    drawn = Markup("").join(_bar(row, name, count, most) for row, (name, count) in enumerate(bars))
    return Markup(
        '<svg class="chart" role="img" viewBox="0 0 {width} {height}" preserveAspectRatio="xMinYMin meet">'
        "<title>{title}</title>{drawn}</svg>"
    ).format(width=WIDTH, height=height, title=title, drawn=drawn)


def _bar(row: int, name: str, count: int, most: int) -> Markup:
    top = row * ROW
    length = max(round((WIDTH - LABEL - 60) * count / most), 1 if count else 0)
    return Markup(
        '<text class="name" x="{end}" y="{base}" text-anchor="end">{name}</text>'
        '<rect class="bar" x="{start}" y="{top}" width="{length}" height="{thick}" rx="3"/>'
        '<text class="count" x="{after}" y="{base}">{count}</text>'
    ).format(
        end=LABEL - 10,
        base=top + 19,
        name=escape(_short(name)),
        start=LABEL,
        top=top + 5,
        length=length,
        thick=ROW - 9,
        after=LABEL + length + 8,
        count=count,
    )


def _short(name: str) -> str:
    """At most so many characters as the room for names takes; wide ones count twice."""
    width = 0
    for place, character in enumerate(name):
        width += 2 if ord(character) > 0x2E80 else 1
        if width > 30:
            return name[:place] + "…"
    return name
