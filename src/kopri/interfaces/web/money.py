"""Amounts of money and fees, as a reader sees them: the amount, of what it is made, who says so."""

from babel.numbers import format_currency

from kopri.engines.countrydata import Due
from kopri.interfaces.web import names
from kopri.interfaces.web.words import Text, say

MINOR = 100


def amount(minor: int, currency: str) -> str:
    """4 325,00 with the currency, as the language writes it."""
    return str(format_currency(minor / MINOR, currency, locale=names.language()))


def made_of(due: Due) -> Text:
    """``1 x monthly calculation index``; empty where the amount itself is fixed."""
    if due.base is None:
        return ""
    return say("{number} times the {name}", number=due.multiple or 1,
               name=due.base.said_in(names.language()))


def resting_on(due: Due) -> Text:
    """Since when, and by which sources."""
    sources = ", ".join(due.source)
    if due.valid_from is None:
        return say("by {sources}", sources=sources)
    return say("since {day}, by {sources}", day=due.valid_from.isoformat(), sources=sources)
