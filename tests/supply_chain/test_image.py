"""The container image and the compose file: no rights, no passwords, nothing that does not belong there."""

import re

from tests.supply_chain.lock import TOP

DOCKERFILE = (TOP / "Dockerfile").read_text("utf-8")
COMPOSE = (TOP / "deploy" / "compose.yaml").read_text("utf-8")


def test_it_runs_without_rights() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (.*)$", last, re.M) == ["10001"]
    assert "HEALTHCHECK" in last
    for asked in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert asked in COMPOSE


def test_it_holds_the_rooms_alone() -> None:
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.M)
    rooms = {"bot", "helpdesk", "ingest", "knowledge", "examples"}
    assert set(copied) == rooms | {"requirements/base.txt", "pyproject.toml README.md LICENSE"}
    assert {".git", "tests", "data"} <= set((TOP / ".dockerignore").read_text("utf-8").split())


def test_its_parts_are_pinned() -> None:
    assert "--require-hashes -r requirements/base.txt" in DOCKERFILE


def test_no_password_is_shipped() -> None:
    given = re.findall(r"(?:PASSWORD|KEY_RING): (.*)", COMPOSE)
    assert len(given) >= 2
    assert all(each.startswith("${") for each in given)
    assert "${POSTGRES_PASSWORD:?" in COMPOSE
