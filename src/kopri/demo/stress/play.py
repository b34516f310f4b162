"""Plays the stress: requests and draws through the real nodes, day after day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TextIO

from kopri.demo.day.play import Day
from kopri.demo.day.trip import Side
from kopri.demo.lane import Process, Until
from kopri.demo.plan import DAY, HOUR, MINUTE
from kopri.demo.progress import Progress
from kopri.demo.scenario import Scenario
from kopri.demo.setting import Setting
from kopri.demo.stress.passage import HOURS
from kopri.demo.stress.plan import ASKING, Request, Stress, make_requests
from kopri.demo.vehicle import make_driver
from kopri.kernel.clock import from_text

STEP = 30 * MINUTE  # the clocks' stride around a draw
IDLE = 6 * HOUR  # and between two
Tables = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What came of the requests. ``slots``: given in each hour of each day, by the exit side's public
    rows; ``days``: the day's data as each side's node publishes it, by side."""

    day: Day
    requests: Sequence[Sequence[Request]]
    slots: tuple[tuple[int, ...], ...]
    files: Mapping[str, Sequence[Tables]]


def play_stress(*, setting: Setting, stress: Stress, seed: int, out: TextIO) -> Played:
    """From three hours before the first draw to some time after the last."""
    scenario = setting.scenario
    requests = make_requests(scenario=scenario, stress=stress, seed=seed)
    start, drawn = opening(scenario), scenario.drawing.settled + 2 * HOUR
    end = drawn + (stress.days - 1) * DAY
    day = Day(world=setting.world, line=setting.line, cut=(), start=start, stride=STEP)
    progress = Progress(out=out, total=end - start, title="Playing the stress (simulated)")

    def show(now: int) -> None:
        progress.show(done=now - start, note=setting.clock(now))

    day.settle()
    publish(setting=setting, stress=stress, now=start)
    day.settle()
    _send(setting=setting, stress=stress, requests=requests)
    read = 0
    for number in range(stress.days):
        day.advance(to=scenario.drawing.closes - ASKING + number * DAY, show=show, stride=IDLE)
        day.advance(to=drawn + number * DAY, show=show)
        day.settle()
        read = _come(setting.world.sides[stress.exit_side], start=read)
    progress.end()
    files = _files(setting=setting, stress=stress)
    return Played(day=day, requests=requests, files=files, slots=tuple(
        slots_of(each, direction=stress.direction) for each in files[stress.exit_side]))


def opening(scenario: Scenario) -> int:
    """Some hours before the first list is closed, so that chains and keys are fixed by then."""
    return scenario.drawing.closes - ASKING - HOUR


def publish(*, setting: Setting, stress: Stress, now: int) -> None:
    """Both shift heads say what they take, for all days."""
    for side in setting.world.sides.values():
        for number in range(stress.days):
            side.office.publish(
                point=setting.scenario.point, direction=stress.direction,
                day=_date(setting, number), hours=stress.hours(side.lane.side),
                until=(stress.days + 2) * DAY, now=now)


def _send(
    *, setting: Setting, stress: Stress, requests: Sequence[Sequence[Request]]
) -> None:
    last = _date(setting, stress.days - 1)
    for each in (request for day in requests for request in day):
        side = setting.world.sides[each.through]
        wishes = [f"{_date(setting, each.day)}T{hour:02d}:00:00Z" for hour in each.hours]
        side.lane.begin(when=each.asked, process=_ask(
            side=side, stress=stress, request=each, point=setting.scenario.point, wishes=wishes,
            last=last))


def _ask(
    *, side: Side, stress: Stress, request: Request, point: str, wishes: Sequence[str], last: str
) -> Process:
    """A case, and a request that stands until the last day."""
    yield Until(request.asked)
    vehicle = request.conveyance
    driver = make_driver(number=request.number, citizenship=vehicle.country)
    reference = side.office.open(carrier=request.number, body={
        "point": point, "direction": stress.direction, "loaded": True,
        "conveyance": {"plate": vehicle.plate, "country": vehicle.country.upper(),
                       "vin": vehicle.vin, "trailer_plate": vehicle.trailer_plate},
        "crew": [{"person": driver.name, "citizenship": driver.citizenship.upper(),
                  "document": driver.document}],
    })
    if reference:
        side.office.book(reference=reference, wishes=wishes, carrier=request.number,
                         stands_until=last)


def _come(side: Side, *, start: int) -> int:
    """Whoever was given a slot since entry ``start`` of the side's log comes to the waiting area in its
    hour; how far the log has been read."""
    log = str(side.office.public("/queue/days.json")["held_by"])
    while True:
        page = side.office.entries(log=log, start=start)
        for row in page["entries"]:
            entry = row["entry"] or {}
            if entry.get("kind") == "queue.slot_granted/1":
                side.lane.begin(when=_second(side, entry["payload"]["slot"]), process=_arrive(
                    side, reference=entry["subject"]))
            start = row["index"] + 1
        if page["next"] is None:
            return start


def _arrive(side: Side, *, reference: str) -> Process:
    yield Until(side.now)
    side.office.read(reference=reference, place="waiting_area", now=side.now)


def _second(side: Side, moment: str) -> int:
    return round((from_text(moment) - side.office.midnight).total_seconds())


def _date(setting: Setting, number: int) -> str:
    return (setting.scenario.day + timedelta(days=number)).isoformat()


def _files(*, setting: Setting, stress: Stress) -> dict[str, list[Tables]]:
    """Every day as each side's node publishes it."""
    return {name: [side.office.public(f"/queue/days/{_date(setting, number)}.json") or {}
                   for number in range(stress.days)]
            for name, side in setting.world.sides.items()}


def slots_of(day: Tables, *, direction: str) -> tuple[int, ...]:
    """How many have each hour of a day in the end, by its public rows."""
    count = [0] * HOURS
    for draw in day.get("draws", ()):
        date, way = draw["draw"].split("/")[:2]
        for row in draw["given"] if way == direction else ():
            for field, change in (("slot", 1), ("was", -1)):
                if row[field].startswith(date):
                    count[int(row[field][11:13])] += change
    return tuple(count)
