"""A file becomes a policy version."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.errors import IngestError
from ingest.lines import names_a_policy
from ingest.loading import load
from ingest.numbering import CJK
from knowledge import Audience, PolicyVersion

_SEPARATOR = re.compile(r"\s*[|｜]\s*|\s+[–—-]\s+")
_LONGEST_SLUG = 60
_HASH_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """A policy version, the file it was read from, and what its owner should know about the reading."""

    version: PolicyVersion
    file: Path
    warnings: tuple[str, ...]


def read_policy(
    path: Path,
    *,
    organisation: str,
    policy: str | None = None,
    effective: date | None = None,
    audience: Audience = "public",
    language: str | None = None,
) -> Reading:
    """Read one policy file in a child process; the same file gives the same version every time.

    Where not given: the policy is the slug of the document's title (else of the file name), the effective
    date is the latest one that the text states for itself, the language follows from the script. The
    version is the effective date, else the first 8 hexadecimal digits of the SHA-256 of the text.
    Raises IngestError, one line that names the file and the remedy.
    """
    draft = load(path)
    if not any(clause.kind != "heading" for clause in draft.clauses):
        raise IngestError(path.name, "no clause was found in it", "Give a file that holds the policy's text")
    title = _plain_title(draft.title or draft.name or path.stem)
    in_force = effective or draft.stated
    digest = hashlib.sha256(draft.text.encode()).hexdigest()
    version = PolicyVersion(
        organisation=organisation,
        policy=policy or _slug(title) or _slug(path.stem) or "policy",
        version=in_force.isoformat() if in_force else digest[:_HASH_DIGITS],
        title=title,
        language=language or _language(draft.text),
        audience=audience,
        effective=in_force,
        text=draft.text,
        clauses=draft.clauses,
        source=path.name,
    )
    return Reading(version, path, draft.warnings)


def _plain_title(title: str) -> str:
    """Without the site's name: "Privacy Policy | Home | CASIO" is "Privacy Policy"."""
    return _policy_part(re.split(r"\s*[|｜]\s*", title))


def _policy_part(parts: list[str]) -> str:
    return next((part for part in parts if names_a_policy(part)), parts[0])


def _slug(title: str) -> str:
    words = re.findall(
        r"[a-z0-9]+", _policy_part(_SEPARATOR.split(title)).lower().replace("'", "").replace("’", "")
    )
    slug = ""
    for word in words:
        if len(slug) + len(word) >= _LONGEST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug


def _language(text: str) -> str:
    """Japanese where kana make a tenth of the letters, else English."""
    kana = len(re.findall("[\u3041-\u30fa]", text))
    letters = len(re.findall(rf"[A-Za-z{CJK}]", text))
    return "ja" if kana * 10 > letters else "en"
