"""How a policy comes into the house: its organisation made known, its clauses stored, its file kept."""

import shutil
from pathlib import Path

from bot.wiring import House
from helpdesk import load_profile
from ingest import Reading
from knowledge import Replacement

PROFILES = Path(__file__).parents[1] / "examples" / "organisations"
"""Organisation files that come with the source; an installed package has none."""


def make_known(house: House, organisation: str) -> None:
    """At first use: from its organisation file where there is one, else by name alone.

    Raises helpdesk.ProfileError when the file breaks the schema.
    """
    if house.desk.organisation(organisation) is not None:
        return
    profile = PROFILES / f"{organisation}.toml"
    if profile.is_file():
        house.desk.register(load_profile(profile))
    else:
        house.desk.register_name(organisation)


def bring_in(house: House, reading: Reading) -> Replacement:
    """Store the version and keep its file in the data folder; the same text again changes nothing.

    Approved answers that have lost a clause by it are suspended.
    """
    version, file = reading.version, reading.file
    replacement = house.knowledge.indexer.replace(version)
    kept = (
        house.data / "documents" / version.organisation / f"{version.policy}@{version.version}{file.suffix}"
    )
    if not replacement.already_there or not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, kept)
    house.desk.approvals.check()
    return replacement
