"""The words of inspections."""

from django.utils.translation import gettext_lazy as _

from kopri.domains.inspection.types import Conclusion, Standing
from kopri.engines.countrydata import PairData
from kopri.interfaces.web import names
from kopri.interfaces.web.words import Text, say

WHAT: dict[str, Text] = {
    "goods": _("goods"), "packages": _("packages"), "gross_mass": _("gross mass"),
    "weighing": _("weighing"), "scan": _("scan"), "marks": _("marks and labels"),
    "temperature": _("temperature"), "condition": _("condition of the goods"),
    "animals": _("animals"), "pests": _("pests"), "hidden_space": _("hidden space"),
    "other": _("something else"), "sample": _("sample"), "seal": _("seal"),
}
CONCLUSIONS: dict[Conclusion, Text] = {
    Conclusion.IN_ORDER: _("in order"), Conclusion.NOT_IN_ORDER: _("not in order"),
}
STANDINGS: dict[Standing, Text] = {
    Standing.HOST: _("host"), Standing.JOINT: _("guest by agreement"),
    Standing.INFORMATION: _("information only"),
}


def who(pair: PairData, *, side: str, service: str) -> str:
    """``AA plant quarantine``."""
    return f"{side.upper()} {names.service(pair, side=side, code=service)}" if service else (
        side.upper())


def holder(pair: PairData, *, of: tuple[str, str, str]) -> str:
    """Who has a sample in hand."""
    side, service, laboratory = of
    if not laboratory:
        return who(pair, side=side, service=service)
    return say("{laboratory}, for {service}", laboratory=laboratory,
               service=who(pair, side=side, service=service))
