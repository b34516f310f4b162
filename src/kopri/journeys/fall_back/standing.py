"""How cases stand at a post where a regime is in force."""

from collections.abc import Mapping, Sequence

from kopri.crossing.queries import CaseView
from kopri.domains.control.queries import marks_of, steps_of
from kopri.domains.fallback.queries import RegimeView
from kopri.domains.fallback.types import Standing
from kopri.domains.inspection.queries import inspections_of_all
from kopri.domains.inspection.rules import open_at
from kopri.domains.notice.queries import loads_of
from kopri.domains.outcomes.queries import parts_of, proposals_of
from kopri.engines.countrydata import PairData


def standings(
    cases: Sequence[CaseView], *, waited_for: Mapping[str, Sequence[str]], regime: RegimeView,
    released: int, pair: PairData,
) -> dict[str, Standing]:
    """By reference. ``waited_for``: services of its plan that have not cleared; ``released``: under
    regimes of the post in the last sixty minutes."""
    references, side = [case.reference for case in cases], regime.side
    loads, inspections = loads_of(cases, pair=pair), inspections_of_all(references)
    held, wanted = _held(cases, side=side), _wanted(references, pair=pair, side=side)
    return {each: Standing(
        needed=tuple(one for one in waited_for[each] if one not in regime.missed),
        missed=tuple(one for one in waited_for[each] if one in regime.missed),
        goods=loads[each].goods, held=each in held,
        inspected=open_at(inspections.get(each, ()), side=side), wanted=each in wanted,
        released=released, cap=regime.cap_per_hour) for each in references}


def _held(cases: Sequence[CaseView], *, side: str) -> set[str]:
    """Those that, or by this side a part of which, may not go on; or of which a second officer has yet
    to confirm what a service decided."""
    references = [case.reference for case in cases]
    return {
        *(case.reference for case in cases if case.held),
        *(each.reference for each in proposals_of(references, side=side)),
        *(each.reference for each in parts_of(references)
          if (each.side, each.outcome) == (side, "held"))}


def _wanted(references: Sequence[str], *, pair: PairData, side: str) -> set[str]:
    """Those that a service of this side wants a closer look at: by a mark, or by what it directed, be it
    a corridor or one step on suspicion."""
    country = pair.country(side)
    usual = {"", *country.corridors()[:1]}
    closer = {stage.code for stage in country.stages
              if stage.condition == "share" or stage.corridor not in usual}
    return {*(each.reference for each in marks_of(references)),
            *(each.reference for each in steps_of(references) if each.step in closer)}
