"""Follow one truck: what was done, who is next, and which button to press."""

from django.utils.translation import gettext as _

from kopri.crossing.states import SideState
from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House
from kopri.interfaces.web import names, turns
from kopri.interfaces.web.case.view import sheet_of
from kopri.interfaces.web.pages import Follow
from kopri.interfaces.web.show import Link
from kopri.interfaces.web.tour.control import Truck
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_case import CaseSheet
from kopri.kernel.actor import system
from kopri.kernel.errors import Refusal

PASSED = (SideState.RELEASED, SideState.GONE)


def follow(house: House, *, reference: str, truck: Truck | None, frames: dict[str, str],
           nodes: dict[str, str]) -> Follow | None:
    """``reference``: the truck that this visitor follows; ``truck``: the one kept now, which may
    be the next one already. ``frames`` and ``nodes``: by side."""
    sheet = _sheet(house, reference=reference)
    if sheet is None:
        return None
    mine = truck is not None and truck.reference == reference
    finished = sheet.case.exit_state in PASSED and sheet.case.entry_state in PASSED
    waits = truck is not None and mine and not _decided(sheet, side=truck.side)
    return Follow(
        reference=reference, plate=sheet.case.plate, status=turns.status(sheet.case),
        done=_done(sheet, pair=house.pair), finished=finished,
        role=_role(house.pair, truck=truck) if truck and waits else "",
        button=_button(house.pair, truck=truck) if truck and waits else "",
        href=_desk(nodes, truck=truck) if truck and waits else "",
        target=frames.get(truck.side, "") if truck and waits else "",
        driving=mine and not waits and not finished,
        again=Link(href="/tour", label=_("Follow another truck"))
        if truck is not None and not mine else None,
    )


def _sheet(house: House, *, reference: str) -> CaseSheet | None:
    nobody = system(node=house.name, side=house.side)
    try:
        return sheet_of(house, actor=nobody, reference=reference)
    except Refusal:
        return None


def _decided(sheet: CaseSheet, *, side: str) -> bool:
    """The side has released it, as far as this node has heard."""
    state = sheet.case.exit_state if side == sheet.exit_side else sheet.case.entry_state
    return state in PASSED


def _done(sheet: CaseSheet, *, pair: PairData) -> list[Text]:
    return [
        say("{place} has released it.",
            place=names.place_and_side(pair, side=side, point=sheet.case.point))
        for side, state in ((sheet.exit_side, sheet.case.exit_state),
                            (sheet.entry_side, sheet.case.entry_state)) if state in PASSED
    ]


def _role(pair: PairData, *, truck: Truck) -> str:
    """``AA: Inspector, customs``."""
    service = str(names.service(pair, side=truck.side, code=truck.service))
    return f"{truck.side.upper()}: {_('Inspector')}, {service}"


def _button(pair: PairData, *, truck: Truck) -> str:
    """What stands on the button that is to be pressed."""
    service = names.service(pair, side=truck.side, code=truck.service)
    return say("Clear for {service}", service=str(service))


def _desk(nodes: dict[str, str], *, truck: Truck) -> str:
    """Signed in as the right person, at the right case."""
    base = nodes.get(truck.side, "")
    return f"{base}/demo/as/{truck.service}?next=/cases/{truck.reference}%23desk"
