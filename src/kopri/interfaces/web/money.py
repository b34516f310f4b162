"""Amounts of money and fees, as a reader sees them: the amount, of what it is made, who says so."""

from babel.numbers import format_currency
from django.utils.translation import gettext as _

from kopri.engines.countrydata import BOOKING, DEPOSIT, REBOOKING, Due, PairData
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.words import Text, say

MINOR = 100


def amount(minor: int, currency: str) -> str:
    """4 325,00 with the currency, as the language writes it."""
    return str(format_currency(minor / MINOR, currency, locale=names.language()))


def fee_name(pair: PairData, *, side: str, code: str) -> Text:
    """A fee: those of booking in our words, others in those of the country; its code where it is
    not known any more."""
    known = {BOOKING: _("booking"), REBOOKING: _("another date"), DEPOSIT: _("deposit")}
    row = next((each for each in pair.country(side).fees if each.code == code), None)
    return known.get(code) or (row.names.said_in(names.language()) if row else code)


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
    return say("since {day}, by {sources}", day=cldr.date_of(due.valid_from, language=names.language()), sources=sources)
