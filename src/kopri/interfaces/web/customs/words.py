"""How the pages call regimes, states and evidence."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from kopri.domains.customs.queries import DeclarationView
from kopri.domains.customs.types import DeclarationState, Regime
from kopri.interfaces.web.show import Mark, Status
from kopri.interfaces.web.words import Text

REGIMES: Mapping[str, Text] = {
    Regime.EXPORT.value: _("export"), Regime.TRANSIT.value: _("transit"),
    Regime.IMPORT.value: _("import"),
}
STATES: Mapping[str, Text] = {
    DeclarationState.ACCEPTED.value: _("accepted by customs"),
    DeclarationState.UNDER_EXAMINATION.value: _("under examination"),
    DeclarationState.RELEASED.value: _("released by customs"),
    DeclarationState.INVALIDATED.value: _("invalidated"),
}
EVIDENCE: Mapping[str, Text] = {
    "neighbour_arrival": _("the neighbour's signed arrival"),
    "office_report": _("the report of the office of exit"),
}
SIMULATED = Mark(kind="simulated")


def status(declaration: DeclarationView) -> Status:
    """Its state as a word and a shape."""
    return Status(code=f"declaration_{declaration.state.value}")
