"""How the parts of a reply are stored and sent: plain JSON bodies, one kind of event each."""

from typing import Any

from bot.messages import Action, Done, Offer, Progress, ReplyPart, Said
from knowledge import Citation

Body = dict[str, Any]


def event_of(part: ReplyPart) -> tuple[str, Body]:
    """The event kind (`status`, `answer`, `citations`, `actions`, `done`) and the body of a part."""
    match part:
        case Progress(step):
            return "status", {"step": step}
        case Said(text, citations, role):
            kind = "citations" if role == "related" else "answer"
            return kind, {
                "text": text,
                "role": role,
                "citations": [citation_body(each) for each in citations],
            }
        case Offer(actions):
            return "actions", {"actions": [_action_body(each) for each in actions]}
        case Done():
            return "done", {
                "outcome": part.outcome,
                "kind": part.kind,
                "right": part.right,
                "fields": list(part.fields),
                "engine": part.engine,
            }


def citation_body(citation: Citation) -> Body:
    """A citation as JSON; `clause` is the place, `start` and `end` index the version's text."""
    return {
        "organisation": citation.address.organisation,
        "policy": citation.address.policy,
        "version": citation.address.version,
        "clause": citation.address.place,
        "number": citation.number,
        "heading_path": list(citation.heading_path),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "role": citation.role,
        "effective": citation.effective.isoformat() if citation.effective else None,
        "title": citation.title,
        "language": citation.language,
    }


def _action_body(action: Action) -> Body:
    return {
        "id": action.id,
        "label": action.label,
        "kind": action.kind,
        "right": action.right,
        "value": action.value,
    }
