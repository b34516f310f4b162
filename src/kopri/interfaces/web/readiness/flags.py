"""Flags of a worklist's rows: papers that are missing, goods that cannot wait."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopri.interfaces.house import House
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_readiness import Flags, flags_of

Flagged = Mapping[str, Sequence[Text]]
GOODS: dict[str, Text] = {
    "live_animals": gettext_lazy("live animals"), "perishable": gettext_lazy("perishable"),
}


def papers_flags(
    house: House, *, references: Sequence[str], service: str = ""
) -> Flagged:
    """By reference, for a service of this side; without one, for the whole side."""
    found = flags_of(journal=house.journal, pair=house.pair, references=references,
                     service=service)
    return {reference: _texts(flags) for reference, flags in found.items()}


def _texts(flags: Flags) -> list[Text]:
    goods = [GOODS[code] for code in sorted(flags.goods_classes) if code in GOODS]
    dangerous = [_("dangerous goods")] if flags.dangerous else []
    missing = [say("papers missing: {number}", number=flags.missing)] if flags.missing else []
    return [*goods, *dangerous, *missing]
