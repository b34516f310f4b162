"""What each kind of service wants to know of a vehicle first: a short list by its role."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from kopri.domains.calling.states import NeedState
from kopri.domains.customs.queries import declarations_of
from kopri.domains.customs.types import Regime
from kopri.domains.inspection.queries import inspections_of
from kopri.engines.countrydata import PairData
from kopri.interfaces.web import weighing
from kopri.interfaces.web.calling import needs
from kopri.interfaces.web.case.goods import Goods
from kopri.interfaces.web.customs import words
from kopri.interfaces.web.needs import NeedList
from kopri.interfaces.web.show import Cell, Facts
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_case import CaseSheet
from kopri.kernel.actor import Actor, Role

MOST = 6  # of papers, persons, goods that are named one by one
Item = tuple[Text, Cell]


@dataclass(frozen=True, kw_only=True)
class Vehicle:
    """The vehicle as one service of ``side``, of a ``role``, looks at it."""

    sheet: CaseSheet
    pair: PairData
    side: str
    role: str

    @cached_property
    def goods(self) -> Goods:
        """All that is announced."""
        return Goods([whole for notice in self.sheet.notices for whole in notice.consignments])

    def of_mine(self) -> Sequence[str]:
        """The goods that a service of this role must see, by the country's data."""
        chapters = [row.chapter for row in self.pair.country(self.side).sps_goods
                    if row.role == self.role]
        return self.goods.named(chapters=chapters)


def wanted(
    sheet: CaseSheet, *, actor: Actor, pair: PairData, papers: NeedList | None
) -> Facts | None:
    """For an inspector; the papers that his service misses come first."""
    known = {each.id: each.role for each in pair.country(actor.side).services}
    role = known.get(actor.service, "")
    if actor.role is not Role.INSPECTOR or role not in _BY_ROLE:
        return None
    vehicle = Vehicle(sheet=sheet, pair=pair, side=actor.side, role=role)
    return Facts(items=[*_papers(papers), *_BY_ROLE[role](vehicle)])


def _papers(papers: NeedList | None) -> Iterator[Item]:
    if papers is None:
        return
    missing = [str(line.document) for line in papers.open]
    yield _("Papers not accepted yet"), Cell(
        value=_listed(missing) or _("none"), href="#readiness" if missing else "")


def _customs(of: Vehicle) -> Iterator[Item]:
    own = [each for each in declarations_of([of.sheet.reference]) if each.side == of.side]
    for each in own:
        name = f"{words.REGIMES[each.regime.value]} {each.number}".strip()
        yield say("Declaration: {name}", name=name), Cell(value=words.status(each), kind="status")
        if each.regime is Regime.TRANSIT and each.open and each.terms.deadline:
            late = each.overdue(of.sheet.now)
            yield (_("Transit should have ended by") if late else _("Transit ends by"),
                   Cell(value=each.terms.deadline, kind="moment"))
    if not own:
        yield _("Declaration"), Cell(value=_("none is put to this case"))
    told = dict.fromkeys([*(seal for each in own for seal in each.terms.seals), *of.goods.seals])
    yield _("Seals"), Cell(value=_listed(list(told)))
    yield from _seals_touched(of)
    yield from _weights(of)


def _seals_touched(of: Vehicle) -> Iterator[Item]:
    """What an inspection has broken and set: the seals that are told are not those on the doors."""
    seals = [seal for record in inspections_of(of.sheet.reference) for seal in record.seals]
    broken = [seal.number for seal in seals if seal.broken]
    new = [seal.number for seal in seals if seal.set and not seal.broken]
    if broken:
        yield _("Seals broken"), Cell(value=_listed(broken))
    if new:
        yield _("Seals set"), Cell(value=_listed(new))


def _weights(of: Vehicle) -> Iterator[Item]:
    """Told and weighed side by side, and what does not fit."""
    yield _("Goods, as told"), _kilograms(of.goods.gross_kg)
    gross, misfits = weighing.newest(of.sheet.case, pair=of.pair)
    yield _("Weighed"), _kilograms(gross)
    for each in misfits:
        yield _("Does not fit"), Cell(value=each)


def _kilograms(weight: int | None) -> Cell:
    return Cell(value=weight or None, kind="number", unit=_("kg") if weight else "")


def _transport(of: Vehicle) -> Iterator[Item]:
    told = of.sheet.case.conveyance
    yield _("Registered in"), Cell(value=told.get("country", ""))
    yield _("Trailer"), Cell(value=told.get("trailer_plate", ""), kind="code")
    yield from _weights(of)
    yield _("Dangerous goods"), Cell(value=_listed(of.goods.dangerous) or _("none told"))


def _persons(of: Vehicle) -> Iterator[Item]:
    told = of.sheet.case.conveyance
    people = [f"{each.get('citizenship', '')} {each.get('document', '')}".strip()
              for each in of.sheet.case.crew]
    yield _("Persons on board, as told"), Cell(value=len(people) or None, kind="number")
    if people:
        yield _("Citizenship and travel document"), Cell(value=_listed(people))
    yield _("Registered in"), Cell(value=told.get("country", ""))
    yield _("Chassis number"), Cell(value=of.sheet.case.vin, kind="code")
    read = [each.plate for each in of.sheet.passages if each.side == of.side and each.plate]
    if read and read[-1] != of.sheet.case.plate:
        yield _("Plate that the gate read"), Cell(value=read[-1], kind="plate")


def _veterinary(of: Vehicle) -> Iterator[Item]:
    yield _("Animals and their products"), Cell(value=_listed(of.of_mine()) or _("none told"))
    yield _("Origin"), Cell(value=_listed(of.goods.origins))
    yield _("Route"), Cell(value=_listed(of.goods.routes))
    yield from _temperature(of)
    yield _("At this border for"), Cell(value=of.sheet.minutes.total // 60, kind="minutes")
    yield from _on_board(of)


def _phytosanitary(of: Vehicle) -> Iterator[Item]:
    yield _("Plants and their products"), Cell(value=_listed(of.of_mine()) or _("none told"))
    yield _("Origin"), Cell(value=_listed(of.goods.origins))
    yield _("Packages"), Cell(value=of.goods.packages or None, kind="number")
    yield from _temperature(of)


def _sanitary(of: Vehicle) -> Iterator[Item]:
    yield _("Goods under sanitary control"), Cell(value=_listed(of.of_mine()) or _("none told"))
    yield from _temperature(of)
    yield _("Holds until"), Cell(value=_listed(of.goods.expiries))
    yield from _on_board(of)


def _temperature(of: Vehicle) -> Iterator[Item]:
    yield _("Temperature, as told"), Cell(value=_listed(of.goods.temperatures))


def _on_board(of: Vehicle) -> Iterator[Item]:
    open_ = [str(needs.WORDS[each.need]) for each in of.sheet.needs if each.state is NeedState.OPEN]
    if open_:
        yield _("On board"), Cell(value=_listed(open_))


def _listed(values: Sequence[str]) -> str:
    """The first of many; how many more there are."""
    more = say("and {number} more", number=len(values) - MOST) if len(values) > MOST else ""
    return "; ".join([*values[:MOST], *([more] if more else [])])


_BY_ROLE: dict[str, Callable[[Vehicle], Iterator[Item]]] = {
    "border": _persons, "migration": _persons, "customs": _customs, "transport": _transport,
    "veterinary": _veterinary, "phytosanitary": _phytosanitary, "sanitary": _sanitary,
}
