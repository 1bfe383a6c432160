"""A disk that loses power: what was synced is there, what was not may be lost, torn or cut off."""

import random
from dataclasses import dataclass, field

from bot.drills.watching import Delete, Step, Sync, Truncate, Write


@dataclass
class _File:
    """Its bytes on the disk, and what was done to it since they were synced."""

    safe: bytes = b""
    since: list[Write | Truncate] = field(default_factory=list)
    named: bool = False
    """Whether the folder's entry for it is on the disk too."""


class Disk:
    """Follows the steps of one folder; `cut` tells what a power cut at this moment could leave of it."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = {name: _File(content, named=True) for name, content in files.items()}
        self._removed: dict[str, _File] = {}

    def take(self, step: Step) -> None:
        """One step more."""
        if isinstance(step, Delete):
            self._delete(step)
        elif isinstance(step, Sync):
            self._sync(step.file)
        else:
            self._files.setdefault(step.file, _File()).since.append(step)

    @property
    def unsafe(self) -> bool:
        """Whether a power cut now could take something away or bring something back."""
        return bool(self._removed) or any(file.since or not file.named for file in self._files.values())

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """One of the many states that may be found when the power is back, by file.

        Each write since the last sync is there, or not, or in part: its head, its tail, or zeros where the
        file was to grow. A removal whose folder was not synced may be undone, and a new file be missing.
        """
        found = {
            name: _torn(file, chance)
            for name, file in self._files.items()
            if file.named or chance.random() < 0.5
        }
        returned = {name: file for name, file in self._removed.items() if chance.random() < 0.5}
        return found | {name: _torn(file, chance) for name, file in returned.items()}

    def _delete(self, step: Delete) -> None:
        file = self._files.pop(step.file)
        if step.lasting:
            self._removed.clear()
        elif file.named:
            self._removed[step.file] = file

    def _sync(self, name: str) -> None:
        """SQLite syncs the folder along with a file that it has just made."""
        file = self._files[name]
        file.safe, file.since = _applied(file.safe, file.since), []
        if not file.named:
            file.named = True
            self._removed.clear()


def _torn(file: _File, chance: random.Random) -> bytes:
    return _applied(file.safe, [left for step in file.since for left in _left(step, len(file.safe), chance)])


def _left(step: Write | Truncate, size: int, chance: random.Random) -> list[Write | Truncate]:
    fate = chance.choice(("whole", "lost", "torn"))
    if fate == "whole":
        return [step]
    if fate == "lost" or isinstance(step, Truncate):
        return []
    place = chance.randrange(len(step.content) + 1)
    tail = Write(step.file, step.offset + place, step.content[place:])
    head = Write(step.file, step.offset, step.content[:place])
    zeros: list[Write | Truncate] = [Write(step.file, step.offset, bytes(place)), tail]
    halves: list[list[Write | Truncate]] = [[head], [tail]]
    return chance.choice([*halves, zeros] if step.offset >= size else halves)


def _applied(content: bytes, steps: list[Write | Truncate]) -> bytes:
    changed = bytearray(content)
    for step in steps:
        if isinstance(step, Truncate):
            del changed[step.size :]
            continue
        changed.extend(bytes(max(0, step.offset - len(changed))))
        changed[step.offset : step.offset + len(step.content)] = step.content
    return bytes(changed)
