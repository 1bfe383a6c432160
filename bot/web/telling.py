"""How a stream is written: server-sent events (HTML standard, 9.2), those of one moment in one piece."""

import json
from collections.abc import AsyncIterator, Iterable
from typing import Any

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.responses import StreamingResponse

from bot.bodies import Body, event_of
from bot.exchanges import Told
from bot.stored import StoredEvent
from bot.web.shapes import shown

NOTHING_YET = KEEPALIVE_COMMENT
"""What is sent while there is nothing to tell, so that nobody on the way takes the stream for dead."""
_KIND = "text/event-stream"
_EVENT = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("data", "event", "id")},
}
STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {_KIND: {"itemSchema": _EVENT}}}}
"""How a stream is described; FastAPI knows only its own, which sends each event through every layer."""


def stream(pieces: AsyncIterator[bytes]) -> StreamingResponse:
    """An answer of such pieces; proxies are asked not to hold it back.

    With `no-store`, as other data has, Chromium counts a stream that has come to its end as broken off.
    """
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(pieces, headers=headers, media_type=_KIND)


def piece(told: Iterable[Told]) -> bytes:
    """What is told at a time; what is stored can be asked for again by its number."""
    return b"".join(map(_written, told))


def failure(body: Body) -> bytes:
    """What broke the stream off."""
    return _event("error", body)


def _written(told: Told) -> bytes:
    if isinstance(told, StoredEvent):
        return _event(told.kind, shown(told), str(told.seq))
    return _event(*event_of(told))


def _event(kind: str, body: Body, id: str | None = None) -> bytes:
    return format_sse_event(event=kind, data_str=json.dumps(body, ensure_ascii=False), id=id)
