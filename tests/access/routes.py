"""Every way into the application, read from the application itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route

_KINDS = ("query_params", "header_params", "cookie_params", "body_params")


@dataclass(frozen=True, slots=True)
class Way:
    """A method and a path as declared, and the names of what is declared to be sent along."""

    method: str
    path: str
    parameters: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """As the table names it."""
        return f"{self.method} {self.path}"


def ways_of(app: FastAPI) -> list[Way]:
    """All of them, by name."""
    return sorted(_ways(app.routes), key=lambda way: way.name)


def _ways(routes: Iterable[BaseRoute]) -> Iterator[Way]:
    for route in routes:
        if isinstance(route, APIRoute):
            named = frozenset(_named(route.dependant))
            yield from (Way(method, route.path, named) for method in route.methods)
        elif isinstance(route, Mount):
            yield Way("MOUNT", route.path)
        elif isinstance(route, Route):
            yield from (Way(method, route.path) for method in (route.methods or ()) if method != "HEAD")
        else:
            yield from _ways(_included(route))


def _included(route: Any) -> Iterable[BaseRoute]:
    """The routes of an included router; AttributeError for a kind of route that nobody has thought of."""
    included: Iterable[BaseRoute] = route.original_router.routes
    return included


def _named(dependant: Dependant) -> Iterator[str]:
    for kind in _KINDS:
        for field in getattr(dependant, kind):
            model = getattr(field.field_info.annotation, "model_fields", None)
            yield from model or (field.alias.lower(),)
    for one in dependant.dependencies:
        yield from _named(one)
