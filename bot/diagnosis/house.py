"""Whether the data folder and its database are whole."""

import time
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import text

from bot.backup import last_backup
from bot.diagnosis.finding import Finding
from bot.schema import head
from bot.wiring import House

OLDEST_BACKUP = timedelta(days=2)
POSTGRES_NEEDED = 14
AHEAD_SECONDS = 5.0


def look(house: House) -> Iterator[Finding]:
    """At database, keys, audit chain, policies, indexes, what waits to be sent, and the last backup."""
    yield Finding("schema", True, head())
    if not house.database.is_sqlite:
        yield _postgres(house)
    yield _keys(house)
    yield _audit(house)
    yield _policies(house)
    yield _index(house)
    yield _outbox(house)
    yield _backup(house)


def _postgres(house: House) -> Finding:
    asked = text(
        "SELECT current_setting('server_version_num')::int, extract(epoch from clock_timestamp()),"
        " (SELECT installed_version FROM pg_available_extensions WHERE name = 'vector')"
    )
    with house.database.read() as session:
        number, its_time, vector = session.connection().execute(asked).one()
    apart = abs(time.time() - float(its_time))
    if number < POSTGRES_NEEDED * 10000:
        return Finding("PostgreSQL", False, f"{number // 10000}: {POSTGRES_NEEDED} or newer is needed")
    if apart > AHEAD_SECONDS:
        return Finding("PostgreSQL", False, f"its clock is {apart:.0f} s from ours: keep both by NTP")
    return Finding("PostgreSQL", True, f"{number // 10000}, pgvector {vector or 'not installed'}")


def _keys(house: House) -> Finding:
    ring = house.vault.ring
    missing = [id for id in house.rekeying.counts() if id not in ring.keys]
    if missing:
        return Finding("keys", False, f"the ring lacks key {missing[0]}, which stored data need: put it back")
    return Finding("keys", True, f"{len(ring.keys)}, keep a copy outside the backup of {house.data}")


def _audit(house: House) -> Finding:
    report = house.desk.audit.verify()
    if not report.whole:
        return Finding(
            "audit chain", False, f"{report.problems[0]}; keep the database as it is and restore a copy"
        )
    return Finding("audit chain", True, f"{report.events} events")


def _policies(house: House) -> Finding:
    policies = house.knowledge.shelf.policies()
    return Finding(
        "policies", True, f"{len(policies)} versions, {sum(row.clauses for row in policies)} clauses"
    )


def _index(house: House) -> Finding:
    damaged = house.knowledge.indexer.damaged()
    if damaged:
        return Finding(
            "search index", False, f"{damaged[0]} cannot be opened: start `madoguchi serve`, which mends it"
        )
    return Finding("search index", True, f"{len(house.knowledge.indexer.built())} builds open")


def _outbox(house: House) -> Finding:
    dead = house.desk.volumes().waiting.get("dead", 0)
    if dead:
        return Finding(
            "outbox", False, f"{dead} messages were given up: look for them in the console's queue"
        )
    return Finding("outbox", True, "nothing given up")


def _backup(house: House) -> Finding:
    made, tickets = last_backup(house.data), sum(house.desk.volumes().tickets.values())
    if made is None:
        return Finding("backup", not tickets, "none yet: run `madoguchi backup FILE` daily")
    age = house.clock() - made
    if tickets and age > OLDEST_BACKUP:
        return Finding("backup", False, f"{age.days} days old: run `madoguchi backup FILE` daily")
    return Finding("backup", True, f"of {made:%Y-%m-%d %H:%M} UTC")
