"""The one crossing from the async edge to the synchronous rooms: worker threads, iterators included."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import ParamSpec, TypeVar

Params = ParamSpec("Params")
Value = TypeVar("Value")

_END = object()


async def across(call: Callable[Params, Value], *args: Params.args, **kwargs: Params.kwargs) -> Value:
    """Run a synchronous call in a worker thread."""
    return await asyncio.to_thread(call, *args, **kwargs)


async def each_across(make: Callable[[], Iterator[Value]]) -> AsyncIterator[Value]:
    """Draw a synchronous iterator step by step; a closed stream ends it."""
    iterator = await asyncio.to_thread(make)
    try:
        while (value := await asyncio.to_thread(next, iterator, _END)) is not _END:
            yield value  # type: ignore[misc]  # the sentinel is told apart above
    finally:
        close = getattr(iterator, "close", None)
        if close:
            await asyncio.to_thread(close)
