"""Who comes to the doors, and what each has in hand."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from bot.wiring import House
from helpdesk.console.access import form_token
from helpdesk.permissions import Role
from tests.access.estate import PASSWORD, Side, Talk

NAMES = (
    "anonymous",
    "visitor",
    "customer",
    "employee",
    "agent",
    "elsewhere",
    "lead",
    "officer",
    "auditor",
    "administrator",
)
"""In the order of the columns of the table."""
ROLES: dict[str, Role] = {
    "agent": "agent",
    "elsewhere": "agent",
    "lead": "lead",
    "officer": "privacy_officer",
    "auditor": "auditor",
    "administrator": "administrator",
}
NOBODY = Talk("0" * 32, "nothing", "")


@dataclass(frozen=True, slots=True)
class Principal:
    """``own`` and ``foreign`` are what they have to do with, and what they have not.

    A person of the desk has a session and an API token, a requester a conversation and a code; whoever has
    none sends a guess that is nearly right.
    """

    name: str
    own: Side
    foreign: Side
    talk: Talk = NOBODY
    code: str = ""
    session: str = ""
    bearer: str = ""
    view: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What they must never read."""
        if self.name == "administrator":
            return ()
        return (self.own.word, self.foreign.word) if self.name == "anonymous" else (self.foreign.word,)

    @property
    def form_token(self) -> str:
        """What the forms of their session carry."""
        return form_token(self.session)

    def values(self, *, own: bool) -> dict[str, str]:
        """What stands for each name in a request: of their own, or of somebody else's."""
        side = self.own if own else self.foreign
        talk = self.talk if own else side.visit
        found: dict[str, str] = {name: one for name, one in asdict(side).items() if isinstance(one, str)}
        found |= {"name": self.name, "talk": talk.id, "secret": self.talk.token}
        found["code"] = (
            self.code if own and self.code else f"{side.code[:-1]}{'x' if side.code[-1] != 'x' else 'y'}"
        )
        return found | ({"view": self.view} if own and self.view else {})


def principals(house: House, here: Side, there: Side) -> Iterator[Principal]:
    """All of them, at home ``here`` but for the agent of elsewhere."""
    yield Principal("anonymous", here, there)
    yield Principal("visitor", here, there, talk=here.visit, code=here.code)
    yield Principal("customer", here, there, talk=here.purchase, code=here.code)
    yield Principal("employee", here, there, code=here.code)
    for name, role in ROLES.items():
        own, foreign = (there, here) if name == "elsewhere" else (here, there)
        yield _of_the_desk(house, name, role, own, foreign)


def _of_the_desk(house: House, name: str, role: Role, own: Side, foreign: Side) -> Principal:
    desk, email = house.desk, f"{name}@desk.example"
    person = desk.agents.add_agent(email, name, PASSWORD, role)
    if name != "administrator":
        desk.agents.change_membership(person.id, own.organisation, role, by="system")
    scopes = ("tickets:read", "tickets:write", "preferences:read", "reports:read")
    bearer = desk.api_tokens.issue(name, scopes, None, 30, by=person.id)
    session = desk.sessions.sign_in(email, PASSWORD)
    assert session is not None
    view = own.view
    if name != "auditor":
        desk.saved_views.keep(f"View of {name}", "owner=me", agent_id=person.id, shared=False)
        view = desk.saved_views.of(person.id)[-1].id
    return Principal(name, own, foreign, session=session.value, bearer=bearer, view=view)
