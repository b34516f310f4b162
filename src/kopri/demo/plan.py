"""The day's trucks, drawn from a scenario and a seed: pure, and the same for the same seed.

Times are whole seconds from the local midnight that begins the day; the day before is negative.
Shares of the day (loaded, no-show, corridor, ...) are dealt like cards: 70 % of 60 trucks are 42
on every day, and only which ones is chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from kopri.demo.examining import Examining, examinings
from kopri.demo.goods import Good, choose
from kopri.demo.incidents import NONE, Candidate, Incidents, incidents
from kopri.demo.scenario import Kind, Scenario, Spread, Stage, Way
from kopri.demo.vehicle import Conveyance, Person, make_conveyance, make_driver

MINUTE = 60
APART = 500  # between the numbers of one direction's trucks and the other's
HOUR = 3600
DAY = 86400
CUT = (9 * HOUR, 15 * HOUR)  # the line is down between these two
EVE = -3 * HOUR  # the day before begins to count here
FORWARDED = 0.10  # requests made at the neighbour's node
BOOKED_AHEAD = 0.60  # booked the day before
FORWARDED_IN_CUT = 2  # a direction: their request must wait for the line
NIGHT = 0.40  # of slots wished between 20 and 08 (Kairak: 36-44 % at night)
EVENING = 18  # who comes later may still be inside at midnight
WITHHELD = 40 * MINUTE  # how long a hold without a reason lasts
STRIP_LEAST = 3 * MINUTE  # two kilometres at walking pace of a convoy


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A finding that is not ``cleared`` at once. ``seconds``: how long a hold lasts."""

    service: str
    outcome: str
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One side of one truck. ``gate`` and ``exit``: seconds at its two gates.

    ``seconds``: how long each control stage would take, for every stage of the side, so that a
    step which the side adds has a time too. ``meets``: the stages that are expected.
    """

    side: str
    gate: int
    exit: int
    seconds: Mapping[str, int]
    meets: tuple[str, ...]
    corridor: str = ""
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Truck:
    """``asked``: when the carrier books; ``wishes``: hours of ``day``, the best first; ``lead``: how long before
    its slot it reaches the waiting area (negative when late); ``through``: the side at whose node
    the carrier asks."""

    number: int
    direction: str
    exit_side: str
    entry_side: str
    conveyance: Conveyance
    driver: Person
    good: Good | None
    packages: int
    asked: int
    wishes: tuple[int, ...]
    through: str
    comes: bool
    late: bool
    lead: int
    strip: int
    announced_late: bool
    visits: Mapping[str, Visit]
    day: int = 0
    papers: tuple[Examining, ...] = ()
    meets: Incidents = NONE

    @property
    def forwarded(self) -> bool:
        """Asked at the neighbour of the side that grants."""
        return self.through != self.exit_side


def make_plan(
    *, scenario: Scenario, seed: int, first: int = 1, later: int = 0
) -> tuple[Truck, ...]:
    """All trucks of the day in the order of their request.

    ``first``: the number of the first truck; ``later``: seconds by which everything is put off.
    """
    trucks: list[Truck] = []
    for index, way in enumerate(scenario.ways):
        # one stream a direction: what one draws does not move the other
        random = Random(f"{seed}/{way.direction}")
        drawn = _direction(
            scenario=scenario, way=way, random=random, first=first + index * APART
        )
        known = _with_papers(
            drawn, scenario=scenario, random=Random(f"{seed}/{way.direction}/papers")
        )
        trucks += known if scenario.island else _with_incidents(
            known, scenario=scenario, random=Random(f"{seed}/{way.direction}/border"))
    if later:
        day = later // DAY
        trucks = [replace(truck, asked=truck.asked + later, day=day) for truck in trucks]
    return tuple(sorted(trucks, key=lambda truck: (truck.asked, truck.number)))


def for_the_draw(trucks: Sequence[Truck], *, scenario: Scenario) -> tuple[Truck, ...]:
    """Who books the day before asks in the hour before the draw instead, in the same order."""
    first, last = scenario.drawing.closes - HOUR + 5 * MINUTE, scenario.drawing.closes - 5 * MINUTE
    moved = [
        replace(truck, asked=first + (truck.asked - EVE) * (last - first) // -EVE)
        if truck.asked < 0 else truck for truck in trucks
    ]
    return tuple(sorted(moved, key=lambda truck: (truck.asked, truck.number)))


def _with_papers(
    trucks: Sequence[Truck], *, scenario: Scenario, random: Random
) -> list[Truck]:
    """Who of both sides examines which truck's papers before it comes."""
    chosen = deal(count=len(trucks), share=scenario.papers.examined, random=random)
    return [
        replace(truck, papers=examinings(
            sides=(truck.exit_side, truck.entry_side), chapter=truck.good.chapter,
            scenario=scenario, random=random))
        if hit and truck.good is not None and not truck.announced_late else truck
        for truck, hit in zip(trucks, chosen, strict=True)
    ]


def _with_incidents(
    trucks: Sequence[Truck], *, scenario: Scenario, random: Random
) -> list[Truck]:
    """What some of them meet at the border; a trouble of theirs is made of it."""
    met = incidents(
        trucks=[_candidate(truck, scenario=scenario) for truck in trucks], scenario=scenario,
        random=random)
    return [replace(truck, meets=each, visits=_troubled(truck, each, scenario=scenario))
            for truck, each in zip(trucks, met, strict=True)]


def _candidate(truck: Truck, *, scenario: Scenario) -> Candidate:
    """Known to both sides in time: announced before the line is cut, and through before the day ends."""
    known = (truck.comes and not truck.late and truck.good is not None
             and not truck.announced_late and not truck.forwarded
             and truck.asked < CUT[0] - HOUR and truck.wishes[0] < EVENING
             and all(visit.trouble is None for visit in truck.visits.values()))
    return Candidate(
        exit_side=truck.exit_side, entry_side=truck.entry_side, known=known,
        loaded=truck.good is not None or truck.forwarded or not truck.comes,
        unloads=tuple(side for side, visit in truck.visits.items()
                      if scenario.unloading.intersection(visit.meets)))


def _troubled(
    truck: Truck, met: Incidents, *, scenario: Scenario
) -> Mapping[str, Visit]:
    """Customs decides so, or the first service that every truck meets there."""
    visits = dict(truck.visits)
    for outcome, side in (("withheld", met.withheld), ("refused", met.refused),
                          ("less one", met.less_one)):
        if side:
            service = scenario.customs.get(side) or _services(
                scenario=scenario, side=side, sps=False)[0]
            visits[side] = replace(visits[side], trouble=Trouble(
                service=service, outcome=outcome, seconds=WITHHELD))
    return visits


def deal(*, count: int, share: float, random: Random) -> list[bool]:
    """``count`` cards of which count * share are true, shuffled; a fraction of one is chance."""
    whole, rest = divmod(count * share, 1)
    hits = min(count, int(whole) + (random.random() < rest))
    cards = [True] * hits + [False] * (count - hits)
    random.shuffle(cards)
    return cards


def _direction(*, scenario: Scenario, way: Way, random: Random, first: int) -> list[Truck]:
    def cards(share: float) -> list[bool]:
        return deal(count=way.trucks, share=share, random=random)

    loaded = cards(way.loaded)
    sps = _among(whole=loaded, count=round(way.trucks * way.sps), random=random)
    goods = [
        _good(scenario=scenario, way=way, sps=has, random=random) if full else None
        for full, has in zip(loaded, sps, strict=True)
    ]
    absent, late, forwarded = cards(way.no_show), cards(way.late), cards(FORWARDED)
    unannounced = cards(1 - scenario.announced_in_time)
    visits = {
        side: _visits(scenario=scenario, side=side, goods=goods, random=random, way=way)
        for side in (way.exit_side, way.entry_side)
    }
    asked = _requests(count=way.trucks, forwarded=forwarded, random=random)
    strip = _strip(scenario=scenario)
    waiting = _waiting(scenario=scenario, side=way.exit_side)
    return [
        Truck(
            number=first + n,
            direction=way.direction,
            exit_side=way.exit_side,
            entry_side=way.entry_side,
            conveyance=make_conveyance(number=first + n, country=home, random=random),
            driver=make_driver(number=first + n, citizenship=home),
            good=goods[n],
            packages=_packages(good=goods[n], random=random),
            asked=asked[n][0],
            wishes=asked[n][1],
            through=way.entry_side if forwarded[n] else way.exit_side,
            comes=not absent[n],
            late=late[n] and not absent[n],
            lead=_lead(late=late[n], waiting=waiting, random=random),
            strip=max(STRIP_LEAST, strip.draw(random=random)),
            # the carrier's own node alone takes its papers; late ones are lodged where the truck is
            announced_late=unannounced[n] and goods[n] is not None and not forwarded[n],
            visits={side: rows[n] for side, rows in visits.items()},
        )
        for n, home in enumerate(_homes(way=way, random=random))
    ]


def _good(*, scenario: Scenario, way: Way, sps: bool, random: Random) -> Good:
    return choose(shares=way.goods, seen=scenario.seen_chapters, sps=sps, random=random)


def _among(*, whole: Sequence[bool], count: int, random: Random) -> list[bool]:
    """``count`` true cards among the places that are true in ``whole``."""
    places = [n for n, hit in enumerate(whole) if hit]
    chosen = set(random.sample(places, min(count, len(places))))
    return [n in chosen for n in range(len(whole))]


def _homes(*, way: Way, random: Random) -> list[str]:
    """Where the trucks are registered: as many on either side."""
    foreign = deal(count=way.trucks, share=0.5, random=random)
    return [way.entry_side if far else way.exit_side for far in foreign]


def _packages(*, good: Good | None, random: Random) -> int:
    """As many packages as a load of that good has, give or take a tenth, never overweight."""
    if good is None:
        return 0
    full = good.load_kg / good.package_kg
    return max(1, int(full * random.uniform(0.9, 1.0)))


def _requests(
    *, count: int, forwarded: Sequence[bool], random: Random
) -> list[tuple[int, tuple[int, ...]]]:
    """For each truck: when it asks, and the hours it would like."""
    ahead = deal(count=count, share=BOOKED_AHEAD, random=random)
    in_cut = [n for n, far in enumerate(forwarded) if far][:FORWARDED_IN_CUT]
    asked: list[tuple[int, tuple[int, ...]]] = []
    for n in range(count):
        hour = _hour(random=random)
        if n in in_cut:
            hour = random.randrange(17, 22)
            when = random.randrange(CUT[0] + 10 * MINUTE, CUT[1] - HOUR)
        elif ahead[n] or hour < 6:
            when = random.randrange(EVE + 20 * MINUTE, -20 * MINUTE)
        else:
            when = max(20 * MINUTE, hour * HOUR - random.randrange(3 * HOUR, 6 * HOUR))
        asked.append((when, tuple((hour + later) % 24 for later in range(min(6, 24 - hour)))))
    return asked


def _hour(*, random: Random) -> int:
    """The slot's hour that a carrier wishes first."""
    weights = [NIGHT if hour < 8 or hour >= 20 else 1 - NIGHT for hour in range(24)]
    return random.choices(range(24), weights)[0]


def _lead(*, late: bool, waiting: Spread, random: Random) -> int:
    """Seconds before the slot's beginning at which the truck is at the waiting area."""
    if late:
        return -HOUR - random.randrange(5 * MINUTE, 25 * MINUTE)
    return min(waiting.draw(random=random), 4 * HOUR)


def _waiting(*, scenario: Scenario, side: str) -> Spread:
    stages = scenario.stages_of(side=side, kind=Kind.WAITING)
    return stages[0].spread if stages else Spread(p50=35, p90=180)


def _strip(*, scenario: Scenario) -> Spread:
    stages = [stage for stage in scenario.stages if stage.kind is Kind.STRIP]
    return stages[0].spread if stages else Spread(p50=5, p90=60)


def _visits(
    *, scenario: Scenario, side: str, goods: Sequence[Good | None], random: Random, way: Way
) -> list[Visit]:
    """What one side will do with each truck of one direction."""
    count = len(goods)
    corridors = _corridors(scenario=scenario, side=side, count=count, random=random)
    stages = (
        *scenario.stages_of(side=side, kind=Kind.CONTROL),
        *scenario.stages_of(side=side, kind=Kind.LAB),
    )
    chance = {
        stage.code: deal(count=count, share=stage.share, random=random) for stage in stages
    }
    troubles = _troubles(scenario=scenario, side=side, goods=goods, random=random, way=way)
    return [
        Visit(
            side=side,
            gate=_seconds(scenario=scenario, side=side, kind=Kind.GATE, random=random),
            exit=_seconds(scenario=scenario, side=side, kind=Kind.EXIT, random=random),
            seconds={stage.code: stage.spread.draw(random=random) for stage in stages},
            meets=tuple(
                stage.code
                for stage in stages
                if _meets(
                    stage=stage,
                    sps=good is not None and good.chapter in scenario.seen_chapters,
                    corridor=corridors[n],
                    hit=chance[stage.code][n],
                )
            ),
            corridor=corridors[n],
            trouble=troubles[n],
        )
        for n, good in enumerate(goods)
    ]


def _meets(*, stage: Stage, sps: bool, corridor: str, hit: bool) -> bool:
    if stage.corridor:
        return stage.corridor == corridor
    if stage.sps:
        return sps and (stage.kind is Kind.CONTROL or hit)
    return hit


def _corridors(*, scenario: Scenario, side: str, count: int, random: Random) -> list[str]:
    stages = [s for s in scenario.stages_of(side=side, kind=Kind.CONTROL) if s.corridor]
    names: list[str] = []
    for stage in stages[1:]:
        names += [stage.corridor] * max(1, round(count * stage.share))
    first = stages[0].corridor if stages else ""
    names += [first] * (count - len(names))
    random.shuffle(names)
    return names


def _seconds(*, scenario: Scenario, side: str, kind: Kind, random: Random) -> int:
    return sum(
        stage.spread.draw(random=random) for stage in scenario.stages_of(side=side, kind=kind)
    )


def _troubles(
    *, scenario: Scenario, side: str, goods: Sequence[Good | None], random: Random, way: Way
) -> list[Trouble | None]:
    """Who is held or refused by one side, and by which of its services."""
    held = deal(count=len(goods), share=scenario.held[side], random=random)
    refused = deal(count=len(goods), share=scenario.refused[side], random=random)
    always = _services(scenario=scenario, side=side, sps=False)
    produce = _services(scenario=scenario, side=side, sps=True)
    troubles: list[Trouble | None] = []
    for n, good in enumerate(goods):
        service = random.choice(always)
        wait = scenario.hold[side].draw(random=random)
        unlucky = random.random() < scenario.refused_produce[way.direction]
        if good is not None and good.word == "tomatoes" and side == way.entry_side and unlucky:
            troubles.append(Trouble(service=produce[0], outcome="refused"))
        elif refused[n]:
            troubles.append(Trouble(service=service, outcome="refused"))
        elif held[n]:
            troubles.append(Trouble(service=service, outcome="held", seconds=wait))
        else:
            troubles.append(None)
    return troubles


def _services(*, scenario: Scenario, side: str, sps: bool) -> tuple[str, ...]:
    """Services whose steps every truck meets (or every truck with such goods)."""
    return tuple(
        dict.fromkeys(
            stage.service
            for stage in scenario.stages_of(side=side, kind=Kind.CONTROL)
            if (stage.sps if sps else stage.share >= 1 or stage.corridor)
        )
    )
