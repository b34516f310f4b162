"""Country data made into a scenario. What the data lacks is an error, never a number from here."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kopri.demo.goods import Share
from kopri.demo.scenario import (
    Drawing,
    Duty,
    Island,
    Kind,
    Papers,
    Scenario,
    Spread,
    Stage,
    Storm,
    Way,
)
from kopri.engines.countrydata.assemble import folders, read_pair
from kopri.engines.countrydata.between import Point
from kopri.engines.countrydata.country import Stage as StageRow
from kopri.engines.countrydata.pair import Country, PairData, entry_side, exit_side

KINDS = {
    "waiting": Kind.WAITING,
    "gate_in": Kind.GATE,
    "control": Kind.CONTROL,
    "lab": Kind.LAB,
    "exit": Kind.EXIT,
}
ROLES = ("phytosanitary", "veterinary", "sanitary")  # whose goods are plant, animal or health's
TOWNS = ("city", "town")
STORM = "storm"  # the base day with the weather that closes a road
CUT = "cut_hours"  # a scenario that has this number is an island
MINUTE, HOUR, DAY_SECONDS = 60, 3600, 86400
DAY = date(2026, 1, 15)  # the simulated day: an ordinary Thursday


def read_folder(*, root: Path, pair: str) -> PairData:
    """The data of a pair from its folders. Refusal with every fault where they do not fit."""
    files = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for folder in folders(pair)
        for path in sorted((root / folder).glob("*"))
        if path.is_file()
    }
    return read_pair(files=files, code=pair)


def scenario_of(*, data: PairData, name: str, day: date = DAY) -> Scenario:
    """The day ``name`` at the pair's first road point; KeyError where a number is missing."""
    point = next(point for point in data.pair.facts.points if point.mode == "road")

    def share(parameter: str, scope: str) -> float:
        return data.volume(parameter, scope=scope, scenario=name) / 100

    return Scenario(
        name=name,
        sides=(data.sides[0], data.sides[1]),
        point=point.code,
        day=day,
        utc_offset=round(data.volume("utc_offset", scenario=name)),
        ways=tuple(_way(data=data, direction=one, name=name) for one in data.directions),
        stages=tuple(_stages(data=data, point=point.code)),
        hours={
            (side, direction): data.capacity_of(
                point=point.code, side=side, direction=direction, day=day
            )
            for side in data.sides
            for direction in data.directions
        },
        held={side: share("held", side) for side in data.sides},
        refused={side: share("refused", side) for side in data.sides},
        hold={
            side: Spread(
                p50=data.volume("hold_p50", scope=side, scenario=name),
                p90=data.volume("hold_p90", scope=side, scenario=name),
            )
            for side in data.sides
        },
        refused_produce={one: _optional(data, "sps_refused", one) for one in data.directions},
        seen_by=dict(_seen_by(data)),
        at_work={country.code: _at_work(country) for country in data.countries},
        customs={country.code: service for country in data.countries
                 for service in _at_work(country)[::-1]
                 if country.customs and country.service(service).role == "customs"},
        unloading=frozenset(row.stage for country in data.countries for row in country.unloading),
        places={country.code: _towns(data=data, country=country) for country in data.countries},
        announced_in_time=share("notice_on_time", "both"),
        drawing=_drawing(data=data, point=point, day=day),
        papers=Papers(examined=share("papers_examined", "both"),
                      asked=share("papers_asked", "both"),
                      not_accepted=share("papers_not_accepted", "both")),
        duty={
            row.service: Duty(opens=_minutes(row.opens), closes=_minutes(row.closes))
            for country in data.countries
            for row in country.duty_hours
            if day.isoweekday() in row.weekdays and row.holds_on(day)
        },
        assumptions=tuple(_assumed(data=data, name=name)),
        island=_island(data=data, name=name) if _is_island(data=data, name=name) else None,
        storm=_storm(data=data) if name == STORM else None,
    )


def _drawing(*, data: PairData, point: Point, day: date) -> Drawing:
    """When the slots of the day have been drawn in both directions."""
    rules = [data.country(side).queue_rule(crossing=point.post(side).crossing, day=day)
             for side in data.sides]
    return Drawing(
        closes=max(MINUTE * _minutes(rule.draw_at) - DAY_SECONDS * rule.draw_days_before
                   for rule in rules if rule),
        reveal=max(MINUTE * rule.reveal_min for rule in rules if rule),
    )


def _storm(*, data: PairData) -> Storm:
    """The road that the weather rows close, from six in the morning; six hours more are forecast."""
    row = next(row for row in data.pair.demo_volumes
               if (row.scenario, row.parameter) == ("weather", "road_closed"))
    begins, length = 6 * HOUR, round(row.value * HOUR)
    return Storm(side=row.scope, begins=begins, ends=begins + length,
                 expected=begins + length + 6 * HOUR, until=begins + length + 14 * HOUR)


def posts_of(*, data: PairData, name: str) -> dict[str, str]:
    """Side -> its post at the road point, in a scenario that cuts posts off; else nothing."""
    if not _is_island(data=data, name=name):
        return {}
    point = next(point for point in data.pair.facts.points if point.mode == "road")
    return {side: point.post(side).post for side in data.sides}


def _is_island(*, data: PairData, name: str) -> bool:
    return any((row.scenario, row.parameter) == (name, CUT) for row in data.pair.demo_volumes)


def _island(*, data: PairData, name: str) -> Island:
    def number(parameter: str) -> float:
        return data.volume(parameter, scenario=name)

    begins = round(HOUR * number("cut_from"))
    ends = begins + round(HOUR * number(CUT))
    return Island(
        days=round(number("days")),
        cut=(begins, ends),
        until=ends + round(HOUR * number("after_cut")),
        step=round(MINUTE * number("clock_step")),
        walk_in=number("walk_in") / 100,
        opened=number("opened_unseen") / 100,
        cancelled=number("cancelled_unseen") / 100,
    )


def _way(*, data: PairData, direction: str, name: str) -> Way:
    leaving = data.country(exit_side(direction))
    return Way(
        direction=direction,
        exit_side=exit_side(direction),
        entry_side=entry_side(direction),
        trucks=round(data.volume("trucks", scope=direction, scenario=name)),
        loaded=data.volume("loaded", scenario=name) / 100,
        sps=_sps_share(leaving),
        no_show=data.volume("no_show", scope=direction, scenario=name) / 100,
        late=data.volume("late", scope=direction, scenario=name) / 100,
        goods=tuple(
            Share(
                first=row.chapter_from,
                last=row.chapter_to,
                weight=row.share_pct,
                facts=row.fact,
            )
            for row in data.pair.hs_structure
            if row.direction == direction and row.share_pct
        ),
    )


def _sps_share(country: Country) -> float:
    """The share of trucks with goods that such a service sees, as the stages state it."""
    shares = [stage.share_pct for stage in country.stages if stage.condition == "sps_goods"]
    return max(shares, default=0.0) / 100


def _stages(*, data: PairData, point: str) -> Iterator[Stage]:
    for country in data.countries:
        for row in country.stages:
            if row.vehicle_class == "truck":
                yield _stage(country=country, row=row)
    strip = data.strip_of(point)
    yield Stage(
        code=strip.code,
        side="",
        kind=Kind.STRIP,
        order=0,
        service="",
        share=1,
        spread=Spread(p50=strip.p50_min, p90=strip.p90_min),
    )


def _stage(*, country: Country, row: StageRow) -> Stage:
    added = [one.condition for one in country.stages if one.code == row.adds_to]
    return Stage(
        code=row.code,
        side=country.code,
        kind=KINDS[row.kind],
        order=row.order,
        service=row.services[0],
        share=row.share_pct / 100,
        spread=Spread(p50=row.p50_min, p90=row.p90_min),
        sps="sps_goods" in (row.condition, *added),
        corridor=row.corridor,
        by_risk=row.condition == "share",
        papers=country.paper_pct(row.code) / 100,
    )


def _seen_by(data: PairData) -> Iterator[tuple[str, frozenset[int]]]:
    """Each service of such a role, with its country's chapters for that role."""
    for country in data.countries:
        for role in ROLES:
            chapters = frozenset(int(row.chapter) for row in country.sps_goods if row.role == role)
            for service in country.services_with(role):
                yield service.id, chapters


def _at_work(country: Country) -> tuple[str, ...]:
    """Services that some truck meets between the gates."""
    roles = {row.role for row in country.sps_goods}
    return tuple(
        dict.fromkeys(
            service
            for stage in country.stages
            if stage.kind == "control" and stage.vehicle_class == "truck"
            for service in stage.services
            if stage.condition != "sps_goods" or country.service(service).role in roles
        )
    )


def _towns(*, data: PairData, country: Country) -> tuple[str, ...]:
    """Towns of the corridor; the country's name where the data has none."""
    towns = [
        node.name_en.partition(" (")[0]
        for node in data.pair.corridor_nodes
        if node.country == country.code and node.type in TOWNS
    ]
    return tuple(towns) or (country.facts.names.en,)


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def _optional(data: PairData, parameter: str, scope: str) -> float:
    """A share that is known of one direction only."""
    try:
        return data.volume(parameter, scope=scope) / 100
    except KeyError:
        return 0.0


def _assumed(*, data: PairData, name: str) -> Iterator[str]:
    """The numbers of the day that no source states, for the report's marks."""
    for row in data.pair.demo_volumes:
        if row.scenario == name and not row.sourced:
            yield f"{row.parameter}/{row.scope}"
