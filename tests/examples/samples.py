"""The sample organisations and their policies, read once for all tests of this folder."""

from functools import cache
from pathlib import Path

from helpdesk import Profile, load_profile
from ingest import Reading, read_policy

TOP = Path(__file__).parents[2]
EXAMPLES = TOP / "examples"
PROFILES = tuple(sorted((EXAMPLES / "organisations").glob("*.toml")))


@cache
def profile(path: Path) -> Profile:
    return load_profile(path)


@cache
def samples() -> tuple[Profile, ...]:
    """The organisations that `make run` serves: those that bring policies."""
    return tuple(one for one in map(profile, PROFILES) if one.policies)


@cache
def readings(organisation: str) -> tuple[Reading, ...]:
    """The organisation's policy documents, in the order of its profile."""
    owner = next(one for one in samples() if one.id == organisation)
    return tuple(
        read_policy(
            EXAMPLES / source.file,
            organisation=owner.id,
            policy=source.slug,
            effective=source.effective,
            audience=source.audience,
            language=source.language,
        )
        for source in owner.policies
    )
