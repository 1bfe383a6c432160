"""How passwords are stored."""

from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from helpdesk import passwords


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
