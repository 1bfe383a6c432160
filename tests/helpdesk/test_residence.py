"""A residence told outright proposes a law; anything less does not."""

from collections.abc import Callable

import pytest

from helpdesk import Agent, Desk
from helpdesk.residence import regime_of

File = Callable[..., str]


@pytest.mark.parametrize(
    ("said", "regime"),
    [
        ("I live in France and would like a copy of my data.", "gdpr"),
        ("Hello, I'm living in Lyon, France.", "gdpr"),
        ("I currently live in the Netherlands.", "gdpr"),
        ("As a resident of Germany I ask you to erase my account.", "gdpr"),
        ("I am a German resident.", "gdpr"),
        ("I am based in the EU.", "gdpr"),
        ("私はドイツ在住です。", "gdpr"),
        ("フランスのリヨンに住んでいます。", "gdpr"),
        ("I live in Leeds, England.", "uk_gdpr"),
        ("I'm a UK resident", "uk_gdpr"),
        ("英国に居住しております", "uk_gdpr"),
        ("As a California resident, please do not sell my data.", "ccpa"),
        ("I reside in California.", "ccpa"),
        ("カリフォルニア州に住んでいる者です", "ccpa"),
        ("I live in Osaka.", None),
        ("I do not live in France.", None),
        ("I don't live in Germany any more.", None),
        ("I used to live in California.", None),
        ("Do you send my data to France?", None),
        ("My brother lives in Italy.", None),
        ("ドイツに住んでいません。", None),
        ("フランスへの移転はありますか。", None),
        ("I live in France and I live in California.", None),
        ("Is there a California privacy law?", None),
    ],
)
def test_the_place_where_somebody_says_they_live(said: str, regime: str | None) -> None:
    assert regime_of(said) == regime


def proposed(desk: Desk, ticket: str) -> str | None:
    return desk.clocks.account(ticket).proposed


def test_it_is_proposed_at_filing_and_by_a_later_message(desk: Desk, filed: File) -> None:
    told = filed(message="I live in France. Stop using my data.")
    assert proposed(desk, told) == "gdpr"
    silent = filed()
    assert proposed(desk, silent) is None
    desk.add_requester_message(silent, "By the way, I live in Scotland.", key="more")
    assert proposed(desk, silent) == "uk_gdpr"


def test_a_law_that_counts_or_waits_is_not_proposed_again(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed(message="I live in France.")
    desk.add_requester_message(ticket, "I live in California.", key="more")
    assert proposed(desk, ticket) == "gdpr"
    desk.clocks.confirm_regime(ticket, agent.id, accept=True, key="yes")
    desk.add_requester_message(ticket, "As I said, I live in France.", key="again")
    assert (proposed(desk, ticket), desk.clocks.account(ticket).regimes) == (None, ("appi", "gdpr"))
