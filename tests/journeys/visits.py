"""Somebody who asks something of an organisation, and the two agents who answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from bot.wiring import House
from helpdesk import Profile
from helpdesk.fields import asked
from helpdesk.profiles import Procedure
from helpdesk.wording import sentence
from tests.journeys.pages import Assistant, Filed, Status, Ticket

ANSWERS = {
    "name": "Rin Mori",
    "contact": "rin@mail.example",
    "address": "1-2-3 Kita, Kobe",
    "relationship": "self",
    "data_kind": "ordinary",
    "disclosure_method": "written",
}
FOR_ANOTHER = {
    "relationship": "appointed_agent",
    "proxy_authority": "Letter of attorney",
    "principal_name": "Sora Mori",
    "principal_contact": "sora@mail.example",
}
WORDS = {
    "en": {
        "disclosure": "Please send me a copy of the data you hold about me.",
        "correction": "Please correct my address in your records.",
        "marketing_opt_out": "Please stop sending me e-mails.",
        "complaint": "I want to file a complaint.",
    },
    "ja": {
        "disclosure": "私の個人データの開示を請求します。",
        "marketing_opt_out": "メールマガジンの配信を停止してください。",
        "complaint": "苦情を申し立てたいです。",
    },
}
COMMISSION = {
    "appi": {"en": "Personal Information Protection Commission", "ja": "個人情報保護委員会"},
    "uk_gdpr": {"en": "Information Commissioner"},
}


@dataclass(frozen=True, slots=True)
class Town:
    """The server, its house, the requester's browser of each language, and the screens of two agents."""

    origin: str
    house: House
    browser: Browser
    agents: Mapping[str, Page]

    def profile(self, organisation: str) -> Profile:
        """The profile in force."""
        profile = self.house.desk.organisation(organisation)
        assert profile
        return profile


class Visit:
    """A requester at an organisation."""

    def __init__(self, town: Town, context: BrowserContext, organisation: str) -> None:
        self.town, self.context, self.organisation = town, context, organisation
        self.profile = town.profile(organisation)
        self.language = self.profile.language

    def file(self, right: str, leave: tuple[str, ...] = (), **answers: str) -> Filed:
        """Ask for a right (or complain) by the form of the procedure, which shows what it has to before."""
        assistant = Assistant(self.context, self.town.origin, self.organisation)
        assistant.ask(WORDS[self.language][right])
        assert assistant.title == sentence(
            self.language, f"{'kind' if right == 'complaint' else 'right'}.{right}"
        )
        self._check(assistant, right)
        told = {name: (ANSWERS | answers).get(name, "as asked") for name in assistant.asked}
        own = FOR_ANOTHER if told.get("relationship") == "appointed_agent" else {}
        return assistant.file(
            {name: own.get(name, told[name]) for name in told if name not in leave and _is_asked(name, own)}
        )

    def _check(self, assistant: Assistant, right: str) -> None:
        """The form asks the procedure's own fields and says the notices and the fee."""
        procedure = self.procedure(right)
        assert assistant.asked == list(asked(procedure.fields))
        for notice in self.profile.notices:
            if notice.id in procedure.notices and notice.when != "after_filing":
                assert notice.text.said_in(self.language) in assistant.told
        if procedure.fee:
            assert f"{procedure.fee.amount:,}" in assistant.told

    def procedure(self, right: str) -> Procedure:
        """What the organisation requires for it."""
        procedure = self.profile.procedure(right)
        assert procedure
        return procedure

    def status(self, filed: Filed) -> Status:
        """The status page behind the link of the receipt."""
        return Status(self.context, filed.link)

    def at_desk(self, filed: Filed, agent: str = "aiko") -> Ticket:
        """The ticket on an agent's screen."""
        return Ticket(self.town.agents[agent], self.town.origin, filed.reference)

    def answered(self, filed: Filed, letter: str) -> None:
        """The requester reads the letter as it was sent."""
        status = self.status(filed)
        assert status.standing == sentence(self.language, "status.resolved")
        for paragraph in letter.splitlines():
            assert paragraph in status.last

    def authority(self) -> str:
        """The name of the supervisory authority, as the letter has it."""
        return COMMISSION[str(self.profile.regime)][self.language]


def _is_asked(name: str, own: Mapping[str, str]) -> bool:
    return bool(own) or name not in FOR_ANOTHER or name == "relationship"
