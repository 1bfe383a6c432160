"""What can go wrong at the desk; every message is one line that says what and what to do."""

from dataclasses import dataclass


class HelpdeskError(Exception):
    """Any refusal by the help desk."""


class NotFound(HelpdeskError):
    """No such ticket, agent, organisation or outbox row."""


class Refused(HelpdeskError):
    """The command is not possible as asked: a wrong status change, an empty reply, a closed ticket.

    ``code`` names a sentence of the console (``refused.<code>``) that tells an agent what to do.
    """

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code


class Invalid(HelpdeskError):
    """Answers that cannot be taken as given; ``problems`` maps field names to one line each."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with an answer to be approved; ``sentence`` is the number of one of its sentences.

    Codes and their details: ``helpdesk.approving``.
    """

    code: str
    sentence: int | None = None
    detail: str = ""


class Unfit(HelpdeskError):
    """An answer that cannot be approved as it is; ``flaws`` says why."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        said = "; ".join(f"{one.sentence or 'answer'}: {one.code} {one.detail}".strip() for one in flaws)
        super().__init__(f"the answer cannot be approved ({said}); correct that")
        self.flaws = flaws


class Conflict(HelpdeskError):
    """Somebody else changed it since it was read; load it again. ``version`` is the one now."""

    def __init__(self, version: int, what: str = "ticket") -> None:
        super().__init__(f"the {what} has changed since it was opened (now version {version}); load it again")
        self.version = version


class ProfileError(HelpdeskError):
    """An organisation file that breaks the schema: names the file, the key and the remedy."""


class ProviderRefused(HelpdeskError):
    """Signing in through the provider of identities failed; the message is for operators."""


class KeyFileError(HelpdeskError):
    """The key file is missing, damaged or readable by others: names the file and the remedy."""


class SealBroken(HelpdeskError):
    """A sealed value was altered, moved to another row, or its key was destroyed."""


class CheckpointError(HelpdeskError):
    """A file that should hold checkpoints of the audit chain holds something else."""
