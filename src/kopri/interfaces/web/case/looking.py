"""What is read off a case before it is drawn: who is waited for, who holds, on either side."""

from collections.abc import Sequence

from kopri.crossing.states import Phase, SideState
from kopri.domains.control.queries import FindingView
from kopri.engines.countrydata import PairData
from kopri.interfaces.web import names
from kopri.interfaces.web.turns import CONTROLS, Standing
from kopri.journeys.show_case import CaseSheet


def state_of(sheet: CaseSheet, *, side: str) -> SideState:
    """What a side has done with the case."""
    return sheet.case.exit_state if side == sheet.exit_side else sheet.case.entry_state


def flow_of(sheet: CaseSheet, *, side: str) -> str:
    """Which way the case goes through a side."""
    return "exit" if side == sheet.exit_side else "entry"


def services_of(sheet: CaseSheet, *, side: str, pair: PairData) -> tuple[str, ...]:
    """The services that see it on a side: as planned, else those that see every truck."""
    for control in sheet.controls:
        if control.side == side:
            return control.services
    country = pair.country(side)
    usual = country.corridors()[:1]
    stages = [stage for stage in country.way(flow=flow_of(sheet, side=side))
              if stage.kind == "control" and
              (stage.condition == "always" or stage.corridor in usual)]
    return tuple(dict.fromkeys(each for stage in stages for each in stage.services))


def findings_at(sheet: CaseSheet, *, side: str) -> dict[str, FindingView]:
    """The findings of a side that stand, by service."""
    return {each.service: each for each in sheet.findings if each.side == side and each.outcome}


def pending(sheet: CaseSheet, *, side: str, pair: PairData) -> list[str]:
    """Services of a side that have yet to decide."""
    decided = findings_at(sheet, side=side)
    return [each for each in services_of(sheet, side=side, pair=pair) if each not in decided]


def holding(sheet: CaseSheet, *, side: str) -> list[str]:
    """Services of a side that hold it."""
    found = findings_at(sheet, side=side)
    return [each for each, finding in found.items() if finding.outcome == "held"]


def untold(sheet: CaseSheet) -> bool:
    """Whether somebody holds it whose reason is withheld by law."""
    told = [stone.name for stone in sheet.milestones]
    return sheet.case.held and told.count("withheld") > told.count("withheld_lifted")


def standing(sheet: CaseSheet, *, pair: PairData) -> Standing:
    """The case as ``turns`` wants it."""
    side = sheet.entry_side if sheet.case.phase is Phase.ENTRY_CONTROLS else sheet.exit_side
    inside = sheet.case.phase in CONTROLS
    return Standing(
        case=sheet.case, pair=pair, booking=sheet.booking, announced=bool(sheet.notices),
        pending=_words(pending(sheet, side=side, pair=pair), side=side, pair=pair)
        if inside else (),
        holding=_words(holding(sheet, side=side), side=side, pair=pair) if inside else (),
        untold=inside and untold(sheet),
    )


def _words(codes: Sequence[str], *, side: str, pair: PairData) -> list[str]:
    return [str(names.service(pair, side=side, code=code)) for code in codes]
