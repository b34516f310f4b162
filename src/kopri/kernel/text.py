"""Texts in four languages, outside Django: the same catalogues that the pages use.

A message is its own id: plain English with ``{placeholders}``. Catalogues are gettext ``.mo``
files (``locale/<language>/LC_MESSAGES/django.mo``), compiled when the environment is made.
Where a translation is missing, the English message stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

from kopri.kernel.errors import Fault

LOCALE = Path(__file__).resolve().parents[1] / "locale"
DOMAIN = "django"
FALLBACK = "en"
# Each language by its own name, in the order in which pages offer them.
LANGUAGES: Mapping[str, str] = {
    "kk": "Қазақша",
    "tk": "Türkmençe",
    "ru": "Русский",
    "en": "English",
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultText:
    """A fault in the reader's language; ``code``, ``path`` and ``rule`` stay as they are."""

    code: str
    message: str
    path: str
    rule: str
    remedy: str


def language_of(wanted: str) -> str:
    """The language that is spoken here for a tag such as ``ru-KZ``; English for any other."""
    code = wanted.replace("_", "-").split("-", 1)[0].lower()
    return code if code in LANGUAGES else FALLBACK


def translate(
    message: str, *, language: str, params: Mapping[str, str | int] | None = None
) -> str:
    """``message`` in ``language`` with its ``{placeholders}`` filled from ``params``.

    Never fails: an unknown language, message or placeholder stays in English, or as it stands.
    """
    # The empty id holds the catalogue's header, which is no text for readers.
    text = _catalogue(language_of(language)).gettext(message) if message else ""
    return fill(text, params=params or {})


def fill(text: str, *, params: Mapping[str, str | int]) -> str:
    """``text`` with each ``{name}`` replaced by the param of that name; others stay."""
    return _PLACEHOLDER.sub(lambda found: str(params.get(found[1], found[0])), text)


def render_fault(fault: Fault, *, language: str) -> FaultText:
    """A fault's message and remedy in ``language``, placeholders filled."""
    return FaultText(
        code=fault.code,
        message=translate(fault.message, language=language, params=fault.params),
        path=fault.path,
        rule=fault.rule,
        remedy=translate(fault.remedy, language=language, params=fault.params),
    )


@cache
def _catalogue(language: str) -> NullTranslations:
    return translation(DOMAIN, localedir=LOCALE, languages=[language], fallback=True)
