"""Two organisations that know nothing of each other, each with one of everything that has an owner."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import OctKey

from bot.messages import Message
from bot.wiring import House
from helpdesk import AnswerDraft, Asked, DraftSentence, Intake, Origin
from helpdesk.canned_replies import CannedDraft
from ingest import read_policy

PASSWORD = "correct horse battery"
POLICY = """# Privacy Policy

Effective April 1, 2024

## 1. Purposes

We use personal information to deliver books and to send our catalogue.
"""
STAFF = """# Staff Notice

Effective April 1, 2024

## 1. Lockers

The {word} drawer is opened on Mondays.
"""
QUOTE = "We use personal information to deliver books and to send our catalogue."


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation of the web, its secret, and the origin of the page on which it is held."""

    id: str
    token: str
    origin: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one organisation has, by name. ``word`` stands in each thing that is for its own eyes alone."""

    organisation: str
    word: str
    site: str
    origin: str
    identity: str
    visit: Talk
    purchase: Talk
    reference: str
    ticket: str
    version: str
    other: str
    code: str
    contact: str
    message: str
    file: str
    handed: str
    answer: str
    canned: str
    question: str
    view: str
    account: str
    token: str
    clause: str
    staff_clause: str


def furnish(house: House, folder: Path, organisation: str, word: str) -> Side:
    """Everything of one organisation."""
    house.desk.register_name(organisation)
    for name, text, audience in (("public", POLICY, "public"), ("staff", STAFF, "employees")):
        path = folder / organisation / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.format(word=word), "utf-8")
        version = read_policy(path, organisation=organisation, policy=name, audience=audience).version
        house.knowledge.indexer.replace(version)
    origin = f"https://{organisation}.example"
    site = house.sites.add(organisation, "Shop", (origin,), takes_files=True).key
    visit, purchase = _talk(house, organisation, word), _talk(house, organisation, word, site, origin)
    house.vouching.take(purchase.id, site, signed(house, site, house.sites.new_secret(site)))
    return Side(
        organisation=organisation,
        word=word,
        site=site,
        origin=origin,
        identity=signed(house, site, house.sites.secret(site) or "", "second"),
        visit=visit,
        purchase=purchase,
        **_desk(house, organisation, word, visit),
    )


def signed(house: House, site: str, secret: str, subject: str = "4711") -> str:
    """What a site says of who is signed in there."""
    now = int(house.clock().timestamp())
    claims = {"sub": subject, "aud": site, "exp": now + 300, "iat": now}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret))


def _talk(house: House, organisation: str, word: str, site: str | None = None, origin: str = "") -> Talk:
    started = house.store.start("web", organisation, "en", "public", None, site)
    text = f"What is my {word} used for?"
    message = Message(started.id, organisation, text, "web", "public", "en", None, (), "message-1")
    assert list(house.conversation.stream(message))
    return Talk(started.id, started.token, origin)


def _desk(house: House, organisation: str, word: str, visit: Talk) -> dict[str, str]:
    desk = house.desk
    agent = desk.agents.add_agent(f"first@{organisation}.example", f"First of {organisation}", PASSWORD)
    account = desk.agents.add_agent(f"spare@{organisation}.example", f"Spare of {organisation}", PASSWORD)
    for one in (agent, account):
        desk.agents.change_membership(one.id, organisation, "agent", by="system")

    def filed(key: str, origin: Origin) -> tuple[str, str, str]:
        answers = {"name": f"{word} Lee", "contact": f"{word}@mail.example", "details": f"The {word} again."}
        intake = Intake(
            organisation, "complaint", None, origin, "en", "public", f"You lost my {word}.", answers
        )
        receipt = desk.open(intake, key=f"{organisation} {key}")
        return receipt.ticket_id, receipt.reference, receipt.status_token

    other = filed("other", Origin("web", f"{organisation}-another"))[1]
    ticket, reference, code = filed("one", Origin("web", visit.id))
    desk.note(ticket, agent.id, f"The {word} was seen.", key="note")
    desk.tags.put(ticket, f"{word}s", agent_id=agent.id, key="tag")
    files = {}
    for name, purpose in (("file", "other"), ("handed", "disclosure")):
        content = f"About the {word}.".encode()
        desk.attachments.add(ticket, f"{word}.txt", content, purpose, agent_id=agent.id, key=name)  # type: ignore[arg-type]
        files[name] = desk.attachments.of(ticket)[-1].id
    desk.reply(ticket, agent.id, f"We look for the {word}.", key="reply")
    for parcel in desk.outbox.lease(50, 60):
        desk.outbox.failed(parcel.id, "gone", permanent=True)
    desk.saved_views.keep(f"My {word}", "owner=me", agent_id=agent.id, shared=False)
    view = desk.ticket(ticket)
    assert view is not None
    return {
        "reference": reference,
        "ticket": ticket,
        "version": str(view.row.version),
        "other": other,
        "code": code,
        "contact": desk.contacts.of(ticket)[0].id,
        "message": next(one.id for one in view.messages if one.author_id == agent.id and one.posts),
        **files,
        **_written(house, organisation, word, agent.id),
        "view": desk.saved_views.of(agent.id)[0].id,
        "account": account.id,
    }


def _written(house: House, organisation: str, word: str, agent: str) -> dict[str, str]:
    """What the desk has written for itself, and the clauses it rests on."""
    desk, shelf = house.desk, house.desk.shelf
    assert shelf is not None
    [clause] = [one for one in shelf.in_force(organisation, "public", "public") if one.text == QUOTE]
    staff = shelf.in_force(organisation, "staff", "employees")[-1]
    draft = AnswerDraft(
        "What is it used for?",
        (organisation,),
        "employees",
        "en",
        (DraftSentence(staff.text, ((staff.address, staff.text),)),),
        (house.clock() + timedelta(days=90)).date(),
    )
    answer = desk.approvals.approve(draft, by=agent, key=f"{organisation} answer")
    reply = desk.canned_replies.write(
        CannedDraft(organisation, "en", f"The {word}", f"About the {word}, {{reference}}", (clause.address,)),
        by=agent,
        key=f"{organisation} reply",
    )
    desk.journal.note(
        Asked(organisation, "web", "en", "NotCovered", f"Where is the {word}?", "retention"),
        key=f"{organisation} asked",
    )
    question = desk.journal.gaps(house.clock() - timedelta(days=1), house.clock() + timedelta(days=1))
    desk.preferences.record(
        organisation,
        f"{word}@mail.example",
        "marketing_opt_out",
        "opted_out",
        agent_id=agent,
        method="phone",
        key=f"{organisation} choice",
    )
    desk.api_tokens.issue(f"the {word}", ("tickets:read",), organisation, 30, by=agent)
    return {
        "answer": answer.id,
        "canned": reply.id,
        "question": next(each.id for gap in question for each in gap.questions if word in each.question),
        "token": desk.api_tokens.all()[0].id,
        "clause": clause.address,
        "staff_clause": staff.address,
    }
