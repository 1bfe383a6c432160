"""Brings the desk's messages into the conversation they belong to."""

from bot.delivery import DeliveryFailed
from bot.storage import ConversationStore
from bot.web.bells import Bells
from helpdesk import Outgoing


class WebChannel:
    """A message is delivered when it stands in the conversation; open streams show it at once."""

    name = "web"

    def __init__(self, store: ConversationStore, bells: Bells) -> None:
        self._store = store
        self._bells = bells

    def send(self, outgoing: Outgoing) -> str:
        """The number of the stored event; the requester may also read it behind the status link."""
        kind = "receipt" if outgoing.kind == "acknowledgement" else "agent"
        body = {
            "text": outgoing.text,
            "author_name": outgoing.author_name,
            "reference": outgoing.reference,
            "status_url": f"/status#{outgoing.status_token}" if outgoing.status_token else None,
        }
        conversation = outgoing.origin.address
        try:
            seq = self._store.append(conversation, kind, body, key=outgoing.key)
        except LookupError:
            raise DeliveryFailed("conversation_gone", permanent=True) from None
        self._bells.ring(conversation)
        return str(seq)
