"""Check a vehicle before it books: registers that are connected, weights, permits, what was told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kopri.crossing.queries import CaseView
from kopri.domains.documents.queries import documents_of
from kopri.domains.documents.states import DocumentState
from kopri.domains.gate.queries import passages_of
from kopri.domains.notice.queries import load_of_case, notices_of
from kopri.domains.queue.ports import Registry
from kopri.domains.queue.queries import Booking
from kopri.domains.queue.states import STANDING
from kopri.domains.queue.types import CLEAR, FOUND, NOT_CONNECTED, UNKNOWN, Known
from kopri.domains.weighing.queries import weighings_of
from kopri.engines.countrydata import Combination, Country, PairData, overweight
from kopri.engines.countrydata.weighing import gross_kg
from kopri.kernel.consignment.whole import gross_weight_of

INSURANCE, FINES, WEIGHT, PERMIT, GOODS = "insurance", "fines", "weight", "permit", "goods"
REGISTERS = (INSURANCE, FINES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one check says. ``side``: whose limit or permit; ``over_kg`` above ``limit_kg``.

    ``assumed``: the vehicle's own weight is.
    """

    name: str
    known: Known
    side: str = ""
    over_kg: int = 0
    limit_kg: int = 0
    assumed: bool = False


def check_vehicle(
    *, pair: PairData, registries: Mapping[str, Registry], case: CaseView,
    booking: Booking | None, at: datetime, now: datetime,
) -> list[Check]:
    """As of ``at``, when it is to cross. Nothing is written; what is not connected is not guessed."""
    day = at.astimezone(pair.countries[0].zone).date()
    return [*(_registered(name, registries.get(name), case=case) for name in REGISTERS),
            *_weights(pair, case=case, day=day, now=now),
            *_permits(pair, case=case, day=day, now=now),
            *_goods(pair, case=case, booking=booking, now=now)]


def _registered(name: str, registry: Registry | None, *, case: CaseView) -> Check:
    if registry is None:
        return Check(name=name, known=Known(state=NOT_CONNECTED))
    return Check(name=name, known=registry.ask(
        plate=case.plate, vin=case.vin, country=str(case.conveyance.get("country", ""))))


def _weights(pair: PairData, *, case: CaseView, day: date, now: datetime) -> Iterator[Check]:
    """Against each side's limits: weighed, or what was told with a usual own weight."""
    weighed = [each.weight_kg for each in passages_of([case.reference]).values() if each.weight_kg]
    weighed += [each.gross_kg for each in weighings_of(case.reference)]
    told = sum(gross_weight_of(each) for notice in notices_of(case.reference)
               for each in notice.consignments)
    gross = gross_kg(weighed=weighed, told_kg=told)
    vehicle = Combination(coupling="semitrailer" if case.conveyance.get("trailer_plate") else "")
    over = {each.side: each for each in overweight(
        pair, vehicle=vehicle, gross_kg=gross, day=day)}
    for country in pair.countries:
        excess = over.get(country.code)
        rows = [row for row in country.weight_limits if row.unit == "kg" and row.holds_on(day)]
        if excess is None:
            state = CLEAR if gross and rows else UNKNOWN
            known = Known(state=state, at=now, source=_sources(rows[0].source) if rows else "")
            yield Check(name=WEIGHT, side=country.code, known=known, assumed=not weighed)
            continue
        sure = excess.certain and (bool(weighed) or told > excess.limit_kg)
        yield Check(
            name=WEIGHT, side=country.code, over_kg=int(excess.over_kg), limit_kg=excess.limit_kg,
            assumed=not weighed, known=Known(
                state=FOUND if sure else UNKNOWN, at=now, source=_sources(excess.source),
                number=_number(case, country=country, when="overweight", pair=pair)))


def _permits(pair: PairData, *, case: CaseView, day: date, now: datetime) -> Iterator[Check]:
    """Whether a road permit is asked for on the day, by each side's rows and the dated regime."""
    for country in pair.countries:
        for row in country.documents:
            if row.when == "permit_regime" and row.holds_on(day) and case.mode in row.modes:
                free = pair.regime_holds(row.regime, side=country.code, day=day)
                number = "" if free else _number(
                    case, country=country, when="permit_regime", pair=pair)
                yield Check(name=PERMIT, side=country.code, known=Known(
                    state=CLEAR if free or number else FOUND, at=now, number=number,
                    source=_sources(row.source)))


def _goods(
    pair: PairData, *, case: CaseView, booking: Booking | None, now: datetime
) -> Iterator[Check]:
    """Whether the slot that stands is one for the goods that are told now."""
    if booking is None or booking.state not in STANDING or not booking.goods:
        return
    load = load_of_case(case, pair=pair)
    same = load.goods == booking.goods and set(load.services) <= set(booking.services)
    yield Check(name=GOODS, known=Known(state=CLEAR if same else FOUND, at=now))


def _number(case: CaseView, *, country: Country, when: str, pair: PairData) -> str:
    """The number of a permit among the case's documents."""
    rows = {row.id for row in country.documents if row.when == when}
    names = frozenset().union(*(pair.names_of(each) for each in rows))
    return next((each.number for each in documents_of([case.reference])
                 if each.state is not DocumentState.WITHDRAWN and each.number
                 and not pair.names_of(each.type).isdisjoint(names)), "")


def _sources(source: tuple[str, ...]) -> str:
    return ", ".join(source)
