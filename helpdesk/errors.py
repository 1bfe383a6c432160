"""What can go wrong at the desk; every message is one line that says what and what to do."""


class HelpdeskError(Exception):
    """Any refusal by the help desk."""


class NotFound(HelpdeskError):
    """No such ticket, agent, organisation or outbox row."""


class Refused(HelpdeskError):
    """The command is not possible as asked: a wrong status change, an empty reply, a closed ticket."""


class Invalid(HelpdeskError):
    """Answers that cannot be taken as given; ``problems`` maps field names to one line each."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = problems


class Conflict(HelpdeskError):
    """Somebody else changed the ticket since it was read; load it again. ``version`` is the one now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the ticket has changed since it was opened (now version {version}); load it again")
        self.version = version


class ProfileError(HelpdeskError):
    """An organisation file that breaks the schema: names the file, the key and the remedy."""


class KeyFileError(HelpdeskError):
    """The key file is missing, damaged or readable by others: names the file and the remedy."""


class SealBroken(HelpdeskError):
    """A sealed value was altered, moved to another row, or its key was destroyed."""
