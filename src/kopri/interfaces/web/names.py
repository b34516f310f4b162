"""What things are called: places, services, steps and roles, in the reader's language."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopri.engines.countrydata import PairData
from kopri.interfaces.web.words import Text
from kopri.journal.authority import entry_side, exit_side
from kopri.kernel.actor import Role
from kopri.kernel.text import FALLBACK

ROLES: dict[Role, Text] = {
    Role.CARRIER: _("Carrier"),
    Role.GATE_OFFICER: _("Gate officer"),
    Role.INSPECTOR: _("Inspector"),
    Role.SHIFT_HEAD: _("Shift head"),
    Role.ANALYST: _("Analyst"),
    Role.AUDITOR: _("Auditor"),
    Role.OPERATOR: _("Node operator"),
    Role.DEVICE: _("Device"),
}
# a service by what it does (``role`` in services.csv): short enough for a button
SERVICES: dict[str, Text] = {
    "border": _("border service"),
    "customs": _("customs"),
    "transport": _("transport control"),
    "veterinary": _("veterinary control"),
    "phytosanitary": _("plant quarantine"),
    "sanitary": _("sanitary control"),
    "migration": _("migration"),
    "queue_operator": _("queue operator"),
}


def language() -> str:
    """The language in which this page is written."""
    return (get_language() or FALLBACK).partition("-")[0]


def country_name(pair: PairData, *, side: str) -> str:
    """The state's name."""
    return pair.country(side).facts.names.said_in(language()) if side in pair.sides else side.upper()


def place(pair: PairData, *, side: str, point: str = "", post: str = "") -> str:
    """The crossing point on one side: of ``point``, or the one with ``post``, or the first."""
    points = pair.pair.facts.points
    wanted = next(
        (each for each in points if point == each.code or post == each.post(side).post), points[0]
    )
    crossing = pair.country(side).crossing(wanted.post(side).crossing)
    return crossing.names.said_in(language()).partition(" (")[0]


def place_and_side(pair: PairData, *, side: str, point: str = "") -> str:
    """``AA Sample post``."""
    return f"{side.upper()} {place(pair, side=side, point=point)}"


def way(pair: PairData, *, direction: str, point: str = "") -> str:
    """``AA Sample post → ZZ Other post``."""
    ends = exit_side(direction), entry_side(direction)
    return " → ".join(place_and_side(pair, side=side, point=point) for side in ends)


def service(pair: PairData, *, side: str, code: str) -> Text:
    """A service by what it does; by its own name where that is not known here."""
    known = {each.id: each for each in pair.country(side).services} if side in pair.sides else {}
    if code not in known:
        return code
    return SERVICES.get(known[code].role) or known[code].names.said_in(language())


def step(pair: PairData, *, side: str, code: str) -> str:
    """A stage of a side's way."""
    known = {each.code: each for each in pair.country(side).stages}
    return known[code].names.said_in(language()) if code in known else code


def document(pair: PairData, *, code: str) -> str:
    """A type of document."""
    for country in pair.countries:
        for each in country.documents:
            if each.id == code:
                return each.names.said_in(language())
    return code


def way_short(direction: str) -> str:
    """``AA → ZZ``."""
    return " → ".join(side.upper() for side in direction.split("-"))
