"""The risk–coverage curve and the latencies as SVG, made by hand: complete in themselves, in both schemes."""

from collections.abc import Callable, Sequence

from bot.evaluation.curves import Point

WIDTH, HEIGHT = 560, 350
LEFT, RIGHT, TOP, BOTTOM = 58, 30, 42, 60
LEAST_TOP = 0.1
"""Risk up to which the axis reaches at least, so that a good curve looks flat."""

STYLE = (
    "<style>"
    ".rc{color-scheme:light dark;font:13px system-ui,sans-serif;--ink:#46505c;--grid:#e4dfd3;--line:#1f5f8b;"
    "--fill:#1f5f8b1f;--mark:#b4472e;--halo:#fffdf9}"
    "@media(prefers-color-scheme:dark){.rc{--ink:#b3bcc6;--grid:#303842;--line:#7fb8e0;--fill:#7fb8e026;"
    "--mark:#f0906f;--halo:#1d232b}}"
    "@media print{.rc{--ink:#333;--grid:#ddd;--line:#1f5f8b;--fill:#1f5f8b1f;--mark:#b4472e;--halo:#fff}}"
    "@media(max-width:30rem){.rc{font-size:19px}}"
    ".rc text{fill:var(--ink)}.rc .grid{stroke:var(--grid)}.rc .mark{fill:var(--mark)}"
    ".rc .curve{fill:none;stroke:var(--line);stroke-width:2.5;stroke-linejoin:round}"
    ".rc .under{fill:var(--fill)}.rc .bar{fill:var(--line)}"
    ".rc .now{stroke:var(--mark);stroke-dasharray:4 4}"
    ".rc text.told{fill:var(--mark);font-weight:600;paint-order:stroke;stroke:var(--halo);stroke-width:5px}"
    "</style>"
)


def risk_coverage(points: Sequence[Point], now: Point | None) -> str:
    """The curve as one SVG element; `now`, the threshold in force, is marked."""
    top = _top(max((point.risk for point in points), default=0.0))

    def place(coverage: float, risk: float) -> tuple[float, float]:
        across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return round(LEFT + coverage * across, 1), round(HEIGHT - BOTTOM - risk / top * up, 1)

    told = (
        f"At the threshold {now.threshold:.2f}, {now.coverage:.0%} of the questions are answered, "
        f"{now.risk:.0%} of those wrongly."
        if now
        else "No question with a confidence."
    )
    return (
        f'<svg class="rc" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>Wrong among answered, by share of questions answered</title><desc>{told}</desc>{STYLE}"
        f"{_grid(top, place)}{_line(points, place)}{_marked(now, place)}"
        f'<text x="{LEFT}" y="18">wrong among answered</text>'
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 12}" text-anchor="end">share of questions answered</text>'
        "</svg>"
    )


def latencies(milliseconds: Sequence[float], bars: int = 40) -> str:
    """How long the replies took, as a histogram over time; the slowest at the right end."""
    most = max(milliseconds)
    counts = [0] * bars
    for value in milliseconds:
        counts[min(bars - 1, int(value / most * bars))] += 1
    wide, high = (WIDTH - 2) / bars, 90
    drawn = "".join(
        f'<rect class="bar" x="{1 + at * wide:.1f}" y="{high - count / max(counts) * high:.1f}" '
        f'width="{wide - 2:.1f}" height="{count / max(counts) * high:.1f}" rx="1.5"/>'
        for at, count in enumerate(counts)
        if count
    )
    return (
        f'<svg class="rc" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} 118" role="img">'
        f"<title>Questions by time to the whole reply</title>{STYLE}{drawn}"
        f'<line class="grid" x1="0" x2="{WIDTH}" y1="{high + 0.5}" y2="{high + 0.5}"/>'
        f'<text x="1" y="110">0 ms</text>'
        f'<text x="{WIDTH - 1}" y="110" text-anchor="end">{most:.0f} ms</text></svg>'
    )


Place = Callable[[float, float], tuple[float, float]]


def _top(risk: float) -> float:
    return next(top for top in (LEAST_TOP, 0.2, 0.4, 0.6, 0.8, 1.0) if risk <= top)


def _grid(top: float, place: Place) -> str:
    drawn = []
    for n in range(5):
        x, _ = place(n / 4, 0)
        _, y = place(0, top * n / 4)
        drawn.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
            f'<text x="{LEFT - 10}" y="{y + 4.5}" text-anchor="end">{top * n / 4 * 100:g}%</text>'
            f'<text x="{x}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{n / 4:.0%}</text>'
        )
    return "".join(drawn)


def _line(points: Sequence[Point], place: Place) -> str:
    steps = [place(point.coverage, point.risk) for point in points if point.answered]
    if not steps:
        return ""
    line = " ".join(f"{x},{y}" for x, y in steps)
    floor = HEIGHT - BOTTOM
    under = f"{steps[0][0]},{floor} {line} {steps[-1][0]},{floor}"
    return f'<polygon class="under" points="{under}"/><polyline class="curve" points="{line}"/>'


def _marked(now: Point | None, place: Place) -> str:
    if now is None:
        return ""
    x, y = place(now.coverage, now.risk)
    anchor, at = ("end", x - 12) if x > WIDTH / 2 else ("start", x + 12)
    return (
        f'<line class="now" x1="{x}" x2="{x}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
        f'<circle class="mark" cx="{x}" cy="{y}" r="6"/>'
        f'<text class="told" x="{at}" y="{TOP + 14}" text-anchor="{anchor}">'
        f"threshold {now.threshold:.2f}</text>"
    )
