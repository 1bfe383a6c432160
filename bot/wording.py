"""Every sentence that the assistant says of its own, in both languages."""

from typing import Final

from bot.messages import Language
from bot.wording_en import ENGLISH
from bot.wording_ja import JAPANESE

CATALOGUES: Final[dict[Language, dict[str, str]]] = {"en": ENGLISH, "ja": JAPANESE}


def say(language: Language, key: str, **values: str) -> str:
    """The sentence; KeyError when there is none, which a test keeps from happening."""
    return CATALOGUES[language][key].format(**values)
