"""Check of a day of the queue what the public cannot: tags against vehicles, bookings against rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kopri.crossing.queries import views_of
from kopri.domains.draw.queries import rows_of, tag_of
from kopri.domains.queue.queries import asked_of
from kopri.domains.queue.queries.days import asked_for, held_on, told_on
from kopri.engines.countrydata import PairData
from kopri.kernel.lines import VEHICLE_CLASSES, Line

NO_VEHICLE, NOT_PROVEN, NO_ROW = "no_vehicle", "not_proven", "no_row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What is wrong inside. ``code``: a tag of no vehicle that asked, one called proven that is not, or
    a booking without a public row (``reference``)."""

    draw: str
    code: str
    tag: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """``vehicles``: how many tags could be computed; none where the requests are forgotten."""

    vehicles: int
    wrong: Sequence[Inside]


def check_queue_day(*, pair: PairData, day: str) -> Checked:
    """Every line of a day, as this node knows it."""
    vehicles, wrong = 0, list[Inside]()
    for point in pair.pair.facts.points:
        for direction in pair.directions:
            for vehicle in VEHICLE_CLASSES:
                line = Line(point=point.code, direction=direction, vehicle_class=vehicle)
                proven = _tags(line, day=day)
                vehicles += len(proven)
                wrong += _wrong(line, day=day, proven=proven) if proven else []
    return Checked(vehicles=vehicles, wrong=wrong)


def _tags(line: Line, *, day: str) -> dict[str, bool]:
    """The tag of every vehicle that asked -> whether it was proven in any of its requests."""
    asked = asked_of(asked_for(line=line))
    found: dict[str, bool] = {}
    for case in views_of(list(asked)):
        tag = tag_of(direction=line.direction, day=day, vehicle=case.drawn_as)
        if tag:
            found[tag] = found.get(tag, False) or asked[case.reference].proven
    return found


def _wrong(line: Line, *, day: str, proven: Mapping[str, bool]) -> Iterator[Inside]:
    draw = line.draw(day)
    for row in rows_of(draw):
        if row.tag not in proven:
            yield Inside(draw=draw, code=NO_VEHICLE, tag=row.tag)
        elif row.proven and not proven[row.tag]:
            yield Inside(draw=draw, code=NOT_PROVEN, tag=row.tag)
    told = told_on(line=line, day=day)
    for reference, tag, slot in held_on(line=line, day=day):
        if (tag, slot) not in told:
            yield Inside(draw=draw, code=NO_ROW, tag=tag, reference=reference)
