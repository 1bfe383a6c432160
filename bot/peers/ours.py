"""Madoguchi as it comes, as one of the two."""

from pathlib import Path

from bot.messages import Message, Reply
from bot.peers.contestant import Job, Place
from bot.wiring import open_house


class Madoguchi:
    """A data folder; a question goes through everything that `madoguchi ask` does."""

    def __init__(self, folder: Path) -> None:
        self._house = open_house(folder)

    def index(self, job: Job) -> None:
        """Read the policies in."""
        from bot.evaluation import bring_in_all

        bring_in_all(self._house, Path(job.policies))

    def answer(self, organisation: str, question: str) -> Reply:
        """The whole reply."""
        message = Message(None, organisation, question, "cli", "public", None, None, (), "bench")
        return Reply.of(self._house.conversation.handle(message))

    def places(self, answered: Reply) -> list[Place]:
        """The quotes of an answer, none where it is refused."""
        from bot.evaluation.scoring import ANSWERS, place_of, policy_shown

        quotes = policy_shown(answered) if answered.outcome in ANSWERS else []
        return [(place.start, place.end, place.version or "") for place in map(place_of, quotes)]
