"""What of the simulated border is worth a look, and as whom: each opens in the frame of its bank."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kopri.engines.countrydata import Country
from kopri.interfaces.web.show import Link
from kopri.interfaces.web.words import Text
from kopri.kernel.actor import Role

HEAD, GATE = Role.SHIFT_HEAD.value, Role.GATE_OFFICER.value


def sights(country: Country, *, base: str) -> list[Link]:
    """``base``: the address of the side's node."""
    return [Link(href=f"{base}/demo/as/{who}?next={page}", label=label)
            for who, page, label in _pages(country)]


def _pages(country: Country) -> Iterator[tuple[str, str, Text]]:
    yield HEAD, "/shift", _("Held, waited for, whose minutes")
    yield GATE, "/returns", _("What goes back")
    customs = country.services_with("customs")
    if customs:
        yield customs[0].id, "/customs", _("Declarations and open transit")
    yield HEAD, "/lanes", _("Lanes")
    yield HEAD, "/handover", _("The shift changes hands")
    yield HEAD, "/fallback", _("Fallback")
