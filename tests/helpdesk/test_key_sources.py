"""Every source of keys keeps them alike: in a file, behind a key service, or handed in."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpdesk import GivenKeys, KeyFile, KeyFileError, KeySource, SealBroken, ServedKeyFile, Vault
from helpdesk.keyring import KeyRing

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SERVICE = """import sys
content = sys.stdin.buffer.read()
if sys.argv[1] == "wrap":
    sys.stdout.buffer.write(b"sealed by the service: " + bytes(255 - each for each in content))
else:
    sys.stdout.buffer.write(bytes(255 - each for each in content.removeprefix(b"sealed by the service: ")))
"""
"""Stands in for the command line of a key management service."""


def served(folder: Path) -> ServedKeyFile:
    script = folder / "service.py"
    script.write_text(SERVICE)
    wrap, unwrap = ([sys.executable, str(script), way] for way in ("wrap", "unwrap"))
    return ServedKeyFile(folder / "keys" / "master.key.sealed", wrap, unwrap)


MAKES: dict[str, Callable[[Path], KeySource]] = {
    "file": lambda folder: KeyFile(folder / "keys" / "master.key"),
    "service": served,
}


@pytest.fixture(params=MAKES)
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], KeySource]:
    """Opens the same source again, as another process would."""
    return lambda: MAKES[request.param](tmp_path)


def test_keys_are_made_once_and_found_again(make: Callable[[], KeySource]) -> None:
    assert make().read() == make().read()


def test_another_process_takes_up_a_new_key_by_itself(make: Callable[[], KeySource]) -> None:
    running, command = Vault(make()), Vault(make())
    old = running.new_data_key()
    seal = old.seal("x", "a/b/c")
    command.rotate(NOW)
    new = command.new_data_key()
    assert running.is_current(new.wrapped)
    assert not running.is_current(old.wrapped)
    assert running.data_key(new.wrapped).unseal(new.seal("y", "a/b/c"), "a/b/c") == "y"
    assert command.data_key(command.rewrapped(old.wrapped)).unseal(seal, "a/b/c") == "x"
    assert command.blind("x", "origin") == running.blind("x", "origin")
    assert make().read().since == NOW


def test_what_a_retired_key_sealed_is_lost_and_what_it_signed_stays_signed(
    make: Callable[[], KeySource],
) -> None:
    vault = Vault(make())
    old, signature = vault.new_data_key(), vault.sign(b"head")
    kept = vault.rewrapped(old.wrapped)
    vault.rotate(NOW)
    kept = vault.rewrapped(kept)
    vault.retire()
    again = Vault(make())
    assert again.data_key(kept).unseal(old.seal("x", "here"), "here") == "x"
    with pytest.raises(KeyFileError, match="does not hold"):
        again.data_key(old.wrapped)
    assert again.signed(b"head", signature)
    assert not again.signed(b"other", signature)


def test_of_two_changes_at_once_one_is_refused(make: Callable[[], KeySource]) -> None:
    source = make()
    ring = source.read()
    source.swap(ring, first := ring.followed(NOW))
    with pytest.raises(KeyFileError, match="meanwhile"):
        source.swap(ring, ring.followed(NOW))
    assert make().read() == first


def test_keys_that_were_handed_in_are_changed_where_they_come_from() -> None:
    ring = KeyRing.new()
    vault = Vault(GivenKeys(ring.written(), "MADOGUCHI_BOT_KEY_RING"))
    assert vault.ring == ring
    with pytest.raises(
        KeyFileError, match="MADOGUCHI_BOT_KEY_RING: put there what `madoguchi keys next` prints"
    ):
        vault.rotate(NOW)
    data_key = vault.new_data_key()
    later = Vault(GivenKeys(ring.followed(NOW).written(), "the variable"))
    assert later.data_key(later.rewrapped(data_key.wrapped)).wrapped[3:11].decode() == later.ring.current


def test_a_key_service_that_fails_is_named_in_one_line(tmp_path: Path) -> None:
    source = ServedKeyFile(tmp_path / "key", ["/nowhere/kms", "encrypt"], ["/nowhere/kms", "decrypt"])
    with pytest.raises(KeyFileError, match="'/nowhere/kms' of the key service failed"):
        Vault(source)
    assert not (tmp_path / "key").exists()


def test_what_the_service_sealed_shows_no_key(tmp_path: Path) -> None:
    ring = served(tmp_path).read()
    content = (tmp_path / "keys" / "master.key.sealed").read_bytes()
    assert content.startswith(b"sealed by the service")
    assert json.loads(ring.written())["index_key"].encode() not in content


def test_a_key_file_that_vanishes_stops_no_running_server(tmp_path: Path) -> None:
    path = tmp_path / "key"
    vault = Vault.open(path)
    data_key = vault.new_data_key()
    path.unlink()
    assert vault.data_key(data_key.wrapped).wrapped == data_key.wrapped


def test_a_ring_from_before_keys_could_be_retired_is_read(tmp_path: Path) -> None:
    ring = KeyRing.new()
    content = json.loads(ring.written())
    del content["since"], content["verifiers"]
    assert KeyRing.read(json.dumps(content), "an old file") == ring
    with pytest.raises(SealBroken):
        Vault(GivenKeys(ring.written(), "it")).data_key(b"no data key")
