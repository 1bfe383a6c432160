"""Whatever the base install brings is under a permissive licence, and each exception is written down."""

import re
import tomllib
from importlib.metadata import metadata

import pytest

from tests.supply_chain.lock import TOP, canonical, locked

LISTED = tomllib.loads((TOP / "tests" / "supply_chain" / "licences.toml").read_text("utf-8"))
EXTRAS = (
    "sentence-transformers",
    "psycopg",
    "psycopg-binary",
    "authlib",
    "langchain",
    "langchain-openai",
    "onnx",
)
"""Of the optional extras, those that the tests install."""


def licences(package: str) -> set[str]:
    """Every licence that a package's metadata names; of a choice, all that may be chosen."""
    if package in LISTED["odd"]:
        return names(LISTED["odd"][package]["licence"])
    told = metadata(package)
    classifiers = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier", []) if "License ::" in each
    ]
    said = (
        [told["License-Expression"]]
        if told["License-Expression"]
        else [told["License"]]
        if told["License"]
        else classifiers
    )
    return {name for each in said for name in names(LISTED["words"].get(each, each))}


def names(expression: str) -> set[str]:
    """The licences of an SPDX expression."""
    return {each for each in re.split(r"\s+(?:AND|OR)\s+|[()]", expression) if each}


@pytest.mark.parametrize("package", sorted(locked()))
def test_a_part_of_the_base_is_permissive(package: str) -> None:
    assert licences(package) - set(LISTED["allowed"]) == set()
    assert licences(package)


@pytest.mark.parametrize("package", EXTRAS)
def test_a_part_of_an_extra_is_permissive_or_listed(package: str) -> None:
    listed = names(LISTED["extras"].get(package, {}).get("licence", ""))
    assert licences(package) - set(LISTED["allowed"]) == listed


def test_nothing_is_listed_that_is_not_there() -> None:
    assert {canonical(name) for name in LISTED["odd"]} <= set(locked())
    assert set(LISTED["extras"]) <= set(EXTRAS)
    assert all((TOP / path).is_file() for path in LISTED["vendored"])
    assert all(each["reason"] for each in (*LISTED["odd"].values(), *LISTED["extras"].values()))
