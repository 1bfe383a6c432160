"""The one crossing from the async edge to the synchronous rooms: worker threads, iterators included."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import ParamSpec, TypeVar, cast

Params = ParamSpec("Params")
Value = TypeVar("Value")

_END = object()


async def across(call: Callable[Params, Value], *args: Params.args, **kwargs: Params.kwargs) -> Value:
    """Run a synchronous call in a worker thread."""
    return await asyncio.to_thread(call, *args, **kwargs)


async def each_across(make: Callable[[], Iterator[Value]]) -> AsyncIterator[Value]:
    """Draw a synchronous iterator step by step; a closed stream ends it once its step is done."""
    iterator = await asyncio.to_thread(make)
    step: asyncio.Future[object] | None = None
    try:
        while True:
            step = asyncio.ensure_future(asyncio.to_thread(lambda: next(iterator, _END)))
            value = await asyncio.shield(step)
            if value is _END:
                return
            yield cast(Value, value)
    finally:
        if step:  # a generator cannot be closed while it is being drawn from
            await asyncio.wait([step])
        close = getattr(iterator, "close", None)
        if close:
            await asyncio.to_thread(close)
