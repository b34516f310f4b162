"""Law by date and country: preliminary information in time, weights of both sides, permits.

What a country's data does not say is not asked for. The law that is named is the data's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal

from kopri.domains.notice.rules.coming import PER_MODE, Coming, Yardstick
from kopri.engines.countrydata import Combination, Country, Document, Excess, PairData, overweight
from kopri.engines.countrydata.weights import Coupling
from kopri.kernel.clock import to_text
from kopri.kernel.consignment import Consignment, DocumentReference
from kopri.kernel.consignment.checks import comparable
from kopri.kernel.consignment.whole import gross_weight_of
from kopri.kernel.errors import Fault
from kopri.kernel.ids import plate_key
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
_UNITS = {"min": timedelta(minutes=1), "day": timedelta(days=1)}
_COUPLINGS: dict[str, Coupling] = {"SM": "semitrailer", "TE": "trailer", "AE": "trailer"}
NOTICE, OVERWEIGHT, PERMIT = "notice", "overweight", "permit_regime"  # words of documents.csv


class LodgedInTime(Rule):
    """Information is due {minutes} minutes before entry: the goods may enter from {earliest} on."""

    code = "notice.late"
    source = _HOUSE
    remedy = "Plan the arrival later; whoever comes earlier waits."


class WithinWeightLimit(Rule):
    """The goods and the vehicle weigh at least {gross} kg; {country} allows {limit} kg."""

    code = "notice.overweight"
    source = _HOUSE
    remedy = "Give the number of the special permit, or load {over} kg less."


class AxlesWithinWeightLimit(Rule):
    """Goods and vehicle weigh {gross} kg or more; with some axles {country} allows {limit} kg."""

    code = "notice.overweight_by_axles"
    source = _HOUSE
    remedy = "Compare the vehicle's axles with the limits; above its own it needs a special permit."


class RoadPermit(Rule):
    """A road permit is needed ({country}): no agreement waives it on {day}."""

    code = "notice.road_permit"
    source = _HOUSE
    remedy = "Ask the transport authority for the permit and name its number in the notice."


class StillValid(Rule):
    """Document {number} ends on {day}, before the vehicle arrives."""

    code = "notice.document_ended"
    source = _HOUSE
    remedy = "Bring a document that is valid on the day of arrival."


class IssuedBefore(Rule):
    """Document {number} is dated {day}, which is still to come."""

    code = "notice.document_to_come"
    source = _HOUSE
    remedy = "Correct the date."


class SameVehicle(Rule):
    """The waybill names the vehicle {named}, the notice {plate}."""

    code = "notice.other_vehicle"
    source = "CMR, article 6; the plate ties the papers to the vehicle"
    remedy = "Correct the plate, or bring a waybill for this vehicle."


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Until when a notice must be complete. ``zone``: of the country that the goods enter.
    ``law``: empty where no document says it."""

    until: datetime
    zone: tzinfo
    law: str = ""
    ahead: timedelta = timedelta()


def due(coming: Coming, *, pair: PairData) -> Due:
    """The term of the country that the goods enter; without one, the arrival itself."""
    country = coming.entered(pair)
    for row in country.documents:
        if (
            row.fact == NOTICE and row.when == "loaded" and row.flow != "exit"
            and row.deadline_value and row.deadline_unit in _UNITS and coming.mode in row.modes
            and row.holds_on(coming.day_in(country))
        ):
            ahead = row.deadline_value * _UNITS[row.deadline_unit]
            return Due(until=coming.eta - ahead, zone=country.zone, law=row.basis, ahead=ahead)
    return Due(until=coming.eta, zone=country.zone)


def local(moment: datetime, zone: tzinfo) -> str:
    """A moment as a message shows it: local time at the border, to the minute."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def doubtful_law(
    coming: Coming, *, yardstick: Yardstick, term: Due, now: datetime
) -> Iterator[Fault]:
    """Every law that the notice may break."""
    pair = yardstick.pair
    yield from _in_time(term, now=now)
    if coming.mode == "road":
        yield from _weights(coming, yardstick=yardstick)
        yield from _permits(coming, pair=pair)
        yield from _vehicles(coming)
    for number, whole in enumerate(coming.consignments):
        for path, paper in _papers(whole):
            yield from _period(paper, f"/consignments/{number}{path}", eta=coming.eta, now=now)


def _in_time(term: Due, *, now: datetime) -> Iterator[Fault]:
    if term.law and now > term.until:
        yield replace(LodgedInTime.fault(
            path="/eta", minutes=int(term.ahead.total_seconds() // 60),
            earliest=local(now + term.ahead, term.zone)), rule=term.law)


def _weights(coming: Coming, *, yardstick: Yardstick) -> Iterator[Fault]:
    goods = sum((gross_weight_of(whole) for whole in coming.consignments), Decimal())
    if not goods:
        return
    coupling = _coupling(coming)
    empty = yardstick.bound("empty_weight", coupling)
    gross = goods + (empty.least if empty else 0)
    pair = yardstick.pair
    day = coming.day_in(coming.entered(pair))
    for excess in overweight(
        pair, vehicle=Combination(coupling=coupling), gross_kg=gross, day=day
    ):
        country = pair.country(excess.side)
        # of a vehicle that nobody has described, some axles are always too few
        if (excess.certain or coupling) and not _permitted(coming, pair, country):
            yield _excess(excess, country, gross=gross)


def _excess(excess: Excess, country: Country, *, gross: Decimal) -> Fault:
    rule = WithinWeightLimit if excess.certain else AxlesWithinWeightLimit
    law = next((row.basis for row in country.documents if row.when == OVERWEIGHT), "")
    return replace(rule.fault(
        path="/conveyance", gross=f"{gross:f}", limit=excess.limit_kg, over=f"{excess.over_kg:f}",
        country=country.facts.alpha3), rule=law or rule.source)


def _permitted(coming: Coming, pair: PairData, country: Country) -> bool:
    return any(coming.shows(pair.names_of(row.id)) for row in country.documents
               if row.when == OVERWEIGHT)


def _coupling(coming: Coming) -> Coupling:
    """What is pulled, as the waybills say it; a trailer's plate alone is a semi-trailer's."""
    said = {_COUPLINGS[one.category_code] for whole in coming.consignments
            for one in whole.equipment if one.category_code in _COUPLINGS}
    if len(said) == 1:
        return said.pop()
    return "semitrailer" if coming.conveyance and coming.conveyance.trailer_plate else ""


def _permits(coming: Coming, *, pair: PairData) -> Iterator[Fault]:
    asking = {country.facts.alpha3: row for country in pair.countries
              for row in country.documents if _asked(row, coming, country=country, pair=pair)}
    if asking:
        day = coming.day_in(coming.entered(pair)).isoformat()
        law = next(iter(asking.values())).basis
        yield replace(RoadPermit.fault(path="/conveyance", country=", ".join(asking), day=day),
                      rule=law or RoadPermit.source)


def _asked(row: Document, coming: Coming, *, country: Country, pair: PairData) -> bool:
    """A permit that no agreement waives on the day, and that no consignment refers to."""
    if row.when != PERMIT or coming.mode not in row.modes:
        return False
    day = coming.day_in(country)
    waived = pair.regime_holds(row.regime, side=country.code, day=day)
    return row.holds_on(day) and not waived and not coming.shows(pair.names_of(row.id))


def _vehicles(coming: Coming) -> Iterator[Fault]:
    if coming.conveyance is None:
        return
    plate = coming.conveyance.plate
    for number, whole in enumerate(coming.consignments):
        named = [leg.means.identifier for leg in whole.main_carriage
                 if leg.means and leg.means.identifier and leg.mode_code in ("", PER_MODE["road"])]
        if named and plate_key(plate) not in map(plate_key, named):
            yield SameVehicle.fault(
                path=f"/consignments/{number}/main_carriage/0/means/identifier",
                named=named[0][:20], plate=plate)


def _papers(whole: Consignment) -> Iterator[tuple[str, DocumentReference]]:
    if whole.waybill is not None:
        yield "/waybill", whole.waybill
    for number, paper in enumerate(whole.documents):
        yield f"/documents/{number}", paper


def _period(
    paper: DocumentReference, path: str, *, eta: datetime, now: datetime
) -> Iterator[Fault]:
    number = (paper.identifier or paper.type_code)[:40]
    if _before(paper.valid_to, eta):
        yield StillValid.fault(path=f"{path}/valid_to", number=number, day=paper.valid_to)
    if paper.issued and _before(to_text(now), paper.issued):
        yield IssuedBefore.fault(path=f"{path}/issued", number=number, day=paper.issued)


def _before(one: str, other: datetime | str) -> bool:
    """Whether one moment is certainly earlier; a day is compared as a day."""
    text = other if isinstance(other, str) else to_text(other)
    size = min(len(one), len(text))
    if size < 10:
        return False
    if not comparable(one, text):
        one, text = one[:10], text[:10]
    return one < text
