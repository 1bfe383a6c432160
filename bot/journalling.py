"""What the desk's journal learns of an answer: its outcome, its topic, the clauses nearest to it."""

from collections.abc import Sequence

from bot.masking import mask
from bot.messages import Done, Message, ReplyPart, Said
from bot.replying import language_of
from helpdesk import Asked, Desk
from knowledge import topic_of

OF_POLICIES = ("Answered", "PartlyAnswered", "Conflicting", "NotCovered")
"""Outcomes of questions to the policies; requests, greetings and the like are no gaps."""


def journal(desk: Desk, message: Message, parts: Sequence[ReplyPart]) -> None:
    """Note a question to the policies; its words go masked, and only where they were not answered."""
    done = next((part for part in parts if isinstance(part, Done)), None)
    if done is None or done.outcome not in OF_POLICIES or not message.organisation:
        return
    cited = (citation for part in parts if isinstance(part, Said) for citation in part.citations)
    desk.journal.note(
        Asked(
            organisation=message.organisation,
            channel=message.channel,
            language=language_of(message),
            outcome=done.outcome,
            question=mask(message.text).text,
            topic=topic_of(message.text),
            addresses=tuple(dict.fromkeys(str(citation.address) for citation in cited)),
        ),
        key=f"{message.conversation}/{message.key}",
    )
