"""Server-made pages: Jinja2 with escaping on, no inline script or style."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.web.wording import CATALOGUES

FOLDER = Path(__file__).parent
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
"""Headers of pages that show what somebody asked or received."""


def page(
    template: str,
    language: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """A page in a language; `t` is its catalogue."""
    words = CATALOGUES.get(language, CATALOGUES["en"])
    html = _ENVIRONMENT.get_template(template).render(t=words, language=language, **values)
    return HTMLResponse(html, status_code=status, headers=dict(headers or {}))


def language_of(accepted: str | None, asked: str | None) -> str:
    """`en` or `ja`: what was asked for, else the browser's first choice among the two."""
    if asked in CATALOGUES:
        return str(asked)
    for part in (accepted or "").split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in CATALOGUES:
            return code
    return "en"
