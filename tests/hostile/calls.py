"""Generated calls of all that the application describes of itself, and what was wrong with the answers."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.engine import Status, events, from_schema
from schemathesis.python.asgi import shutdown_lifespans

from tests.hostile.place import Target

STREAM = "/api/v1/conversations/{id}/events"
PATIENCE_SECONDS = 0.3
"""After so long the stream of events, which has no end, is cut off."""
REFUSALS = ["4XX"]
ELSEWHERE = ("ignored_auth", "missing_required_header", "positive_data_acceptance")
"""Checks that are not made: who may do what has tests of its own, and a schema cannot say all that we ask."""


@dataclass
class Attack:
    """How many calls were made in each phase, and one answer of each kind that should not have been."""

    calls: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)
    """What is wrong, and a call to see it with."""

    def tell(self, what: str, example: str) -> None:
        """Keep it and show it now, as a run that is cut off tells nothing at its end."""
        if what not in self.wrong:
            self.wrong[what] = example
            print(f"{what}\n{example}\n", flush=True)  # noqa: T201  # seen with pytest -s


def attack(target: Target, examples: int, seed: int, *, coverage: bool = True) -> Attack:
    """Call each operation with so many generated inputs, then in sequences along its links.

    ``coverage``: with every value at the edge of what is described, too.
    """
    schema = schemathesis.openapi.from_asgi(
        "/openapi.json", target.app, config=_config(examples, seed, coverage)
    )
    done = Attack()
    with lent(Hands(target)):
        for event in from_schema(schema).execute():
            match event:
                case events.FatalError(exception=error):
                    raise error
                case events.NonFatalError(label=label, value=error):
                    done.tell(f"{label}: {type(error).__name__}", str(error))
                case events.ScenarioFinished(phase=phase, recorder=recorder):
                    done.calls[phase.value] += len(recorder.interactions)
                    for what, example in _wrong(recorder):
                        done.tell(what, example)
    shutdown_lifespans()
    return done


def _wrong(recorder: Any) -> Iterator[tuple[str, str]]:
    """What is wrong by method, path, status and check, and how it was in this call."""
    for id, checks in recorder.checks.items():
        for check in checks:
            if check.status is Status.FAILURE:
                found, answered = check.failure_info, recorder.interactions[id].response
                what = (
                    recorder.cases[id].value.operation.label,
                    str(answered.status_code if answered else "no answer"),
                    check.name,
                    found.failure.title,
                )
                yield ": ".join(what), f"{found.failure.message}\n{found.code_sample}"


def _config(examples: int, seed: int, coverage: bool) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "request-timeout": 30,
            "continue-on-failure": True,
            "generation": {"max-examples": examples, "no-shrink": True},
            "checks": {name: {"enabled": False} for name in ELSEWHERE}
            | {"negative_data_rejection": {"expected-statuses": REFUSALS}},
            "phases": {"coverage": {"enabled": coverage}},
            "operations": [{"include-path": STREAM, "request-timeout": PATIENCE_SECONDS}],
        }
    )


class Hands:
    """Puts good tokens and ids into calls that would not get past the door; some are left as they are."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def before(self, case: Any) -> None:
        """Fill in what is good, except where the case is meant to be wrong just there."""
        _show_lists(case)
        if crc32(repr((case.path_parameters, case.body)).encode("utf-8", "replace")) % 5 == 0:
            return
        path = case.operation.path
        if path.startswith("/api/desk/"):
            self._fill(case, "reference", self._target.references)
            case.headers["Authorization"] = f"Bearer {self._target.desk_token}"
        elif path.startswith("/api/v1/status"):
            self._unlock(case)
        elif "{id}" in path:
            self._fill(case, "id", list(self._target.conversations))
            token = self._target.conversations.get(str(case.path_parameters.get("id")))
            case.headers["Authorization"] = f"Bearer {token}"

    def _fill(self, case: Any, name: str, good: list[str]) -> None:
        given = case.path_parameters
        if name in given and given[name] not in good and not _is_meant(case, ParameterLocation.PATH):
            given[name] = good[crc32(repr(given).encode("utf-8", "replace")) % len(good)]

    def _unlock(self, case: Any) -> None:
        if (
            isinstance(case.body, dict)
            and "token" in case.body
            and not _is_meant(case, ParameterLocation.BODY)
        ):
            good = self._target.status_tokens
            case.body["token"] = good[crc32(repr(case.body).encode("utf-8", "replace")) % len(good)]

    def after(self, case: Any, response: Response) -> None:
        """Remember what was begun, and begin anew for what was deleted."""
        if case.operation.label == "POST /api/v1/conversations" and response.status_code == 201:
            begun = response.json()
            self._target.conversations[begun["id"]] = begun["token"]
        if case.method == "DELETE" and response.status_code == 204:
            self._target.conversations.pop(str(case.path_parameters["id"]), None)
            self._target.converse()


@contextmanager
def lent(hands: Hands) -> Iterator[None]:
    """Let them act before and after every call."""

    @schemathesis.hook
    def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
        hands.before(case)

    @schemathesis.hook
    def after_call(context: Any, case: Any, response: Response) -> None:
        hands.after(case, response)

    try:
        yield
    finally:
        for one in (before_call, after_call):
            schemathesis.hooks.unregister(one)


def _show_lists(case: Any) -> None:
    """A list or an object of one is written in an address as its only text, which is allowed: it gets two."""
    for name, value in case.query.items():
        if isinstance(value, list | dict) and len(value) < 2:
            case.query[name] = ["", ""]


def _is_meant(case: Any, place: ParameterLocation) -> bool:
    return case.meta is not None and case.meta.is_negative_at(place)
