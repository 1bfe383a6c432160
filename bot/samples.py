"""Reads a folder of sample organisations into a house: profiles first, then their policies."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from bot.bringing import bring_in
from bot.wiring import House
from helpdesk import PolicySource, Profile, load_profile
from ingest import Reading, read_policy


def load_samples(house: House, examples: Path, tell: Callable[[str], None]) -> None:
    """Register every profile that brings a policy, ingest its documents and tell one line for each.

    What is already in the house stays as it is; a changed document becomes a new version.
    Raises IngestError or ProfileError, whose message names the file.
    """
    profiles = [load_profile(path) for path in sorted((examples / "organisations").glob("*.toml"))]
    for profile in (profile for profile in profiles if profile.policies):
        house.desk.register(profile)
        with ThreadPoolExecutor(max_workers=2) as readers:  # each waits for a reading child process
            readings = list(readers.map(partial(_read, examples, profile), profile.policies))
        names = []
        for reading in readings:
            replacement = bring_in(house, reading)
            names.append(
                f"{reading.version.policy}@{reading.version.version}"
                + ("" if replacement.already_there else " (new)")
            )
        tell(f"  {profile.id:<16} {profile.name}: {', '.join(names)}")


def _read(examples: Path, profile: Profile, source: PolicySource) -> Reading:
    return read_policy(
        examples / source.file,
        organisation=profile.id,
        policy=source.slug,
        effective=source.effective,
        audience=source.audience,
        language=source.language,
    )
