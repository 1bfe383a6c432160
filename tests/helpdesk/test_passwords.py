"""How passwords are stored."""

import sys
from subprocess import run

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from helpdesk import Agent, Desk, Refused, passwords

KNOWN = (
    "password1234",
    "Password123!",
    "P@ssw0rd2026",
    "passwordpassword",
    "123456789012",
    "aaaaaaaaaaaa",
    "qwertyuiop123",
    "1q2w3e4r5t6y",
    "iloveyou1234",
    "letmeinletmein",
    "drowssap4321",
    "Winter2026!!",
    "a" * passwords.LONGEST,
)


def test_the_work_is_what_owasp_asks_of_argon2id(true_hasher: PasswordHasher) -> None:
    used = extract_parameters(true_hasher.hash("a long enough password"))
    assert used.type is Type.ID
    assert used.memory_cost >= 19 * 1024
    assert used.time_cost >= 2


def test_only_the_same_password_fits() -> None:
    stored = passwords.hashed("a long enough password")
    assert passwords.fits(stored, "a long enough password")
    assert not passwords.fits(stored, "a long enough passwort")
    assert not passwords.fits(passwords.fits_nobody(), "a long enough password")


@pytest.mark.parametrize("password", KNOWN)
def test_a_known_or_easily_guessed_password_is_refused(password: str) -> None:
    with pytest.raises(Refused) as refusal:
        passwords.hashed(password)
    assert refusal.value.code == "password_known"


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "k7Jd0sLq9xPz", "富士山麓にオウムが鳴く朝", "kettle roof violet"],
)
def test_words_without_a_bond_and_random_letters_are_taken(password: str) -> None:
    assert passwords.fits(passwords.hashed(password), password)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kettle roof Aiko violet", "password_near"),
        ("violet MORI kettle seven", "password_near"),
        ("minato-kettle-violet-roof", "password_near"),
        ("Madoguchi kettle violet", "password_near"),
        ("窓口と夕焼けと自転車と金魚", "password_near"),
        ("M1n4t0_2026!", "password_known"),
    ],
)
def test_words_of_the_account_the_organisation_and_the_product_are_refused(
    desk: Desk, agent: Agent, password: str, code: str
) -> None:
    token = desk.sessions.sign_in(agent.email, "a long enough password")
    assert token is not None
    for attempt in (
        lambda: desk.sessions.change_password(token.value, "a long enough password", password),
        lambda: desk.agents.add_agent("aiko.mori@desk.example", "Aiko Mori", password),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == code
    assert desk.sessions.sign_in(agent.email, "a long enough password")


def test_the_lists_are_loaded_where_a_password_is_set_and_not_before() -> None:
    said = "import sys, helpdesk.console, bot.app; sys.exit('zxcvbn' in sys.modules)"
    assert run([sys.executable, "-c", said], check=False).returncode == 0
