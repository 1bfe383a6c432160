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


async def each_across(make: Callable[[], Iterator[Value]], patience: float) -> AsyncIterator[Value | None]:
    """Draw a synchronous iterator step by step, with None whenever a step takes longer than `patience`.

    A closed stream ends it once its step is done.
    """
    iterator = await asyncio.to_thread(make)
    step: asyncio.Future[object] | None = None
    try:
        while True:
            step = asyncio.ensure_future(asyncio.to_thread(lambda: next(iterator, _END)))
            while not (await asyncio.wait([step], timeout=patience))[0]:
                yield None
            if step.result() is _END:
                return
            yield cast(Value, step.result())
    finally:
        if step:  # a generator cannot be closed while it is being drawn from
            await asyncio.wait([step])
        close = getattr(iterator, "close", None)
        if close:
            await asyncio.to_thread(close)
