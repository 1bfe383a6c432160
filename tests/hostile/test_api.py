"""No call that the description makes possible, or forbids, gets an answer that it does not allow."""

from pathlib import Path

import pytest

from tests.conftest import FreshUrl
from tests.hostile.calls import attack
from tests.hostile.place import attacked


@pytest.mark.enable_socket
def test_generated_calls_get_answers_that_are_described(tmp_path: Path) -> None:
    with attacked(tmp_path) as target:
        done = attack(target, examples=3, seed=1, coverage=False)
        assert target.app.raised == []
    assert done.wrong == {}
    assert done.calls.total() > 100


@pytest.mark.slow
@pytest.mark.enable_socket
def test_ten_thousand_calls_get_answers_that_are_described(tmp_path: Path, fresh_url: FreshUrl) -> None:
    with attacked(tmp_path, fresh_url()) as target:
        done = attack(target, examples=300, seed=2)
        assert target.app.raised == []
    print(done.calls)  # noqa: T201  # the figure for docs/reliability.md
    assert done.wrong == {}
    assert done.calls.total() >= 10_000
