"""What rows say of other rows: ids that lead somewhere, shares that add up, periods that close.

A fault's path is ``<file>:<key of the row>:<column>``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from kopri.engines.countrydata.appealing import decisions
from kopri.engines.countrydata.between import TO_BE_AGREED, Point
from kopri.engines.countrydata.cells import Row
from kopri.engines.countrydata.country import Stage
from kopri.engines.countrydata.disagreeing import known, ordered, unknown, wrong
from kopri.engines.countrydata.fallbacks import fallbacks
from kopri.engines.countrydata.joining import joint_steps, unloadings
from kopri.engines.countrydata.needing import papers, regimes
from kopri.engines.countrydata.pair import Pair, PairData, Reference
from kopri.engines.countrydata.queueing import Fee
from kopri.engines.countrydata.retention import NEVER
from kopri.engines.countrydata.state import Country
from kopri.kernel.errors import Fault

# Nothing that leaves a side may tell of risk, whatever a table says (BORDER: What may be shared).
NEVER_SHARED_FIELDS = frozenset({"corridor", "steps", "step", "risk"})
NEVER_SHARED_KINDS = frozenset(
    {"control.directed", "control.marked", "control.mark_lifted", "control.step_started",
     "control.step_finished"}
)


def check(*, data: PairData, code: str) -> list[Fault]:
    """Everything that is wrong between the rows of a pair, its countries and the reference."""
    faults = list(_codes(data=data, code=code))
    if faults:  # the other rules look countries up by these
        return faults
    for country in data.countries:
        for rule in COUNTRY_RULES:
            faults += rule(country)
    for pair_rule in PAIR_RULES:
        faults += pair_rule(data)
    return faults


def _codes(*, data: PairData, code: str) -> Iterator[Fault]:
    path = f"pairs/{code}/pair.toml"
    yield from _named_as(found=data.code, wanted=code, path=f"{path}:code")
    yield from _named_as(found="-".join(data.sides), wanted=code, path=f"{path}:sides")
    for country, wanted in zip(data.countries, code.split("-"), strict=True):
        yield from _named_as(
            found=country.code, wanted=wanted, path=f"{wanted}/country.toml:code"
        )


def _named_as(*, found: str, wanted: str, path: str) -> Iterator[Fault]:
    if found != wanted:
        yield wrong(
            path=path, message="The code is {found}, the folder is {wanted}",
            remedy="Name them alike", found=found, wanted=wanted,
        )


def _stages(country: Country) -> Iterator[Fault]:
    services = {service.id for service in country.services}
    codes = {stage.code for stage in country.stages}
    for stage in country.stages:
        path = f"{country.code}/stages.csv:{stage.code}"
        yield from known(
            path=f"{path}:services", values=stage.services, among=services, where="services.csv"
        )
        added = (stage.adds_to,) if stage.adds_to else ()
        yield from known(path=f"{path}:adds_to", values=added, among=codes, where="stages.csv")
        yield from ordered(path=f"{path}:p90_min", low=stage.p50_min, high=stage.p90_min)


def _way(country: Country) -> Iterator[Fault]:
    for flow in ("exit", "entry"):
        way = country.way(flow=flow)
        path = f"{country.code}/stages.csv:{flow}:kind"
        gates = [stage for stage in way if stage.kind == "gate_in"]
        doors = [stage for stage in way if stage.kind == "exit"]
        if len(gates) != 1 or len(doors) != 1 or way[-1] is not doors[0]:
            yield wrong(
                path=path, message="A truck's {flow} needs one gate_in, and one exit as its last",
                remedy="Add or remove stages", flow=flow,
            )
        yield from _between_the_gates(country=country, way=way, gates=gates)


def _between_the_gates(
    *, country: Country, way: Sequence[Stage], gates: Sequence[Stage]
) -> Iterator[Fault]:
    for stage in way:
        for gate in gates:
            if (stage.order < gate.order) != (stage.kind == "waiting") and stage is not gate:
                yield wrong(
                    path=f"{country.code}/stages.csv:{stage.code}:order",
                    message="Before {gate} there is waiting, and nothing else",
                    remedy="Correct order or kind", gate=gate.code,
                )


def _corridors(country: Country) -> Iterator[Fault]:
    directed = [stage.share_pct for stage in country.stages if stage.corridor]
    if directed and abs(sum(directed) - 100) > 1e-9:
        yield wrong(
            path=f"{country.code}/stages.csv::share_pct",
            message="The corridors' shares come to {sum}, not to 100", remedy="Correct the shares",
            sum=str(sum(directed)),
        )


def _sps(country: Country) -> Iterator[Fault]:
    at_stage = {
        country.service(service).role
        for stage in country.stages
        if stage.condition == "sps_goods"
        for service in stage.services
        if service in {known.id for known in country.services}
    }
    for row in country.sps_goods:
        yield from known(
            path=f"{country.code}/sps_goods.csv:{row.chapter}:role", values=(row.role,),
            among=at_stage, where="the roles of the stages for sps_goods",
        )


def _duty(country: Country) -> Iterator[Fault]:
    services = {service.id for service in country.services}
    file = f"{country.code}/duty_hours.csv"
    for row in country.duty_hours:
        path = f"{file}:{row.service}"
        yield from known(
            path=f"{path}:service", values=(row.service,), among=services, where="services.csv"
        )
        yield from _crossings(country, path=f"{path}:crossing", values=(row.crossing,))
        yield from ordered(path=f"{path}:closes", low=row.opens, high=row.closes)
    on_duty = {row.service for row in country.duty_hours}
    for service in country.services_at_the_border():
        yield from known(
            path=f"{country.code}/services.csv:{service.id}:id", values=(service.id,),
            among=on_duty, where="duty_hours.csv",
        )


def _crossings(country: Country, *, path: str, values: Iterable[str]) -> Iterator[Fault]:
    there = {crossing.id for crossing in country.crossings}
    yield from known(path=path, values=values, among=there, where="crossings.csv")


def _capacity_and_queue(country: Country) -> Iterator[Fault]:
    for row in country.capacity:
        path = f"{country.code}/capacity.csv:{row.crossing}"
        yield from _crossings(country, path=f"{path}:crossing", values=(row.crossing,))
        yield from ordered(path=f"{path}:to_hour", low=row.from_hour, high=row.to_hour)
    for rule in country.queue:
        path = f"{country.code}/queue.csv:{rule.crossing}:crossing"
        yield from _crossings(country, path=path, values=(rule.crossing,))


def _dwell_times(country: Country) -> Iterator[Fault]:
    services = {service.id for service in country.services}
    for time in country.dwell_times:
        path = f"{country.code}/dwell_times.csv:{time.code}"
        yield from known(
            path=f"{path}:service", values=(time.service,), among=services, where="services.csv"
        )
        yield from ordered(path=f"{path}:p90_min", low=time.p50_min, high=time.p90_min)


def _rest(country: Country) -> Iterator[Fault]:
    codes = {stage.code for stage in country.stages}
    for row in country.stage_checks:
        path = f"{country.code}/stage_checks.csv:{row.code}:stages"
        yield from known(path=path, values=row.stages, among=codes, where="stages.csv")
    amounts = {fee.code for fee in country.fees if fee.amount_minor is not None}
    for fee in country.fees:
        yield from _fee(path=f"{country.code}/fees.csv:{fee.code}", fee=fee, amounts=amounts)
    statuses = {status.code for status in country.queue_statuses}
    for status in country.queue_statuses:
        path = f"{country.code}/queue_statuses.csv:{status.code}:allowed_next"
        yield from known(
            path=path, values=status.allowed_next, among=statuses, where="queue_statuses.csv"
        )
    try:
        ZoneInfo(country.facts.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield unknown(
            path=f"{country.code}/country.toml:time_zone", value=country.facts.time_zone,
            where="the time zone database",
        )


def _fee(*, path: str, fee: Fee, amounts: Iterable[str]) -> Iterator[Fault]:
    multiple = fee.multiple is not None
    if (fee.amount_minor is not None) == multiple or bool(fee.currency) == multiple:
        yield wrong(
            path=f"{path}:amount_minor",
            message="A fee is an amount with its currency, or a multiple of another fee",
            remedy="Give one of them",
        )
    if multiple:
        yield from known(
            path=f"{path}:multiple_of", values=(fee.multiple_of,), among=amounts,
            where="the amounts of fees.csv",
        )


def _priorities(country: Country) -> Iterator[Fault]:
    """What a row asks for can be had, and what counts it is said."""
    documents = {row.id for row in country.documents}
    roles = {service.role for service in country.services}
    for row in country.priority_rules:
        path = f"{country.code}/priority_rules.csv:{row.id}"
        yield from known(path=f"{path}:needs_document", values=row.needs_document,
                         among=documents, where="documents.csv")
        yield from known(path=f"{path}:approved_by", among=roles, where="the roles of services.csv",
                         values=[row.approved_by] if row.approved_by else [])
        if row.kind in ("ceiling", "out_of_turn") and not row.ceiling_group:
            yield wrong(path=f"{path}:ceiling_group", message="{kind} needs a group that it counts in",
                        remedy="Name the group", kind=row.kind)
        if bool(row.season_from) != bool(row.season_to):
            yield wrong(path=f"{path}:season_to", message="A season has a first and a last day",
                        remedy="Give both, or none")


def _retention(country: Country) -> Iterator[Fault]:
    """The record itself is never forgotten."""
    for row in country.retention:
        if row.days is not None and row.kind.partition(".")[0] in NEVER:
            yield wrong(
                path=f"{country.code}/retention.csv:{row.kind}:days",
                message="{kind} belongs to the record itself", remedy="Leave the days empty",
                kind=row.kind,
            )


def _letters(data: PairData) -> Iterator[Fault]:
    """Every node begins its references with a letter of its own."""
    taken: dict[str, str] = {}
    for country in data.countries:
        places = {f"{country.code}/country.toml:reference_letter": country.facts.reference_letter}
        places |= {f"{country.code}/crossings.csv:{each.id}": each.reference_letter
                   for each in country.crossings if each.reference_letter}
        for path, letter in places.items():
            if letter in taken:
                yield wrong(
                    path=path, message="References begin with {letter} at {place} too",
                    remedy="Give one of them another letter", letter=letter, place=taken[letter],
                )
            taken.setdefault(letter, path)


def _points(data: PairData) -> Iterator[Fault]:
    file = f"pairs/{data.code}/pair.toml"
    yield from _letters(data)
    strips = {strip.code for strip in data.pair.strip}
    for point in data.pair.facts.points:
        path = f"{file}:{point.code}"
        yield from known(
            path=f"{path}:strip", values=(point.strip,), among=strips, where="strip.csv"
        )
        yield from _posts(data, point=point, path=f"{path}:posts")
    points = {point.code for point in data.pair.facts.points}
    for strip in data.pair.strip:
        path = f"pairs/{data.code}/strip.csv:{strip.code}"
        yield from known(
            path=f"{path}:point", values=(strip.point,), among=points, where="pair.toml"
        )
        yield from ordered(path=f"{path}:p90_min", low=strip.p50_min, high=strip.p90_min)


def _posts(data: PairData, *, point: Point, path: str) -> Iterator[Fault]:
    if tuple(post.side for post in point.posts) != data.sides:
        yield wrong(
            path=path, message="{point} needs one post of each side, in the order of sides",
            remedy="Correct the posts", point=point.code,
        )
        return
    for post in point.posts:
        country = data.country(post.side)
        there = {crossing.id: crossing.post for crossing in country.crossings}
        if there.get(post.crossing) != post.post:
            yield unknown(
                path=path, value=f"{post.crossing} with the post {post.post}",
                where=f"{post.side}/crossings.csv",
            )


def _exchange(data: PairData) -> Iterator[Fault]:
    bases = {agreement.id for agreement in data.pair.agreements} | {TO_BE_AGREED}
    yield from known(path=f"pairs/{data.code}/keys.toml:basis", values=(data.pair.keys.basis,),
                      among=bases, where="agreements.csv")
    for row in data.pair.exchange:
        path = f"pairs/{data.code}/exchange.csv:{row.kind}/{row.field}"
        yield from known(
            path=f"{path}:legal_basis", values=(row.legal_basis,), among=bases,
            where="agreements.csv",
        )
        risky = row.field in NEVER_SHARED_FIELDS or row.kind in NEVER_SHARED_KINDS
        reason = row.field == "reason" and row.kind.startswith("control.")
        if row.audience != "own" and (risky or reason):
            yield wrong(
                path=f"{path}:audience", message="{field} of {kind} tells of risk",
                remedy="Say own, or remove the row: it never leaves its side", field=row.field, kind=row.kind,
            )
    for left, right in _same_field(data.pair):
        yield wrong(
            path=f"pairs/{data.code}/exchange.csv:{left}:valid_from",
            message="Two rows hold on the same day, as in {right}", remedy="Part their periods",
            right=right,
        )


def _same_field(pair: Pair) -> Iterator[tuple[str, str]]:
    rows = pair.exchange
    for place, row in enumerate(rows):
        for later in rows[place + 1 :]:
            if (row.kind, row.field) != (later.kind, later.field):
                continue
            first, second = sorted((row, later), key=lambda one: str(one.valid_from or ""))
            if first.valid_to is None or (second.valid_from or first.valid_to) <= first.valid_to:
                yield f"{row.kind}/{row.field}", f"{later.kind}/{later.field}"


def _recognition(data: PairData) -> Iterator[Fault]:
    bases = {agreement.id for agreement in data.pair.agreements} | {TO_BE_AGREED}
    for row in data.pair.recognition:
        path = f"pairs/{data.code}/recognition.csv:{row.subject}"
        yield from known(
            path=f"{path}:by_side", values=(row.from_side, row.by_side), among=data.sides,
            where="the sides",
        )
        yield from known(
            path=f"{path}:legal_basis", values=(row.legal_basis,), among=bases,
            where="agreements.csv",
        )
        if row.recognised and row.legal_basis == TO_BE_AGREED:
            yield wrong(
                path=f"{path}:recognised", message="Nothing is recognised without an agreement",
                remedy="Name the agreement, or say false",
            )


def _corridor(data: PairData) -> Iterator[Fault]:
    nodes = {node.id for node in data.pair.corridor_nodes}
    for edge in data.pair.corridor_edges:
        path = f"pairs/{data.code}/corridor_edges.csv:{edge.id}:to_node"
        ends = (edge.from_node, edge.to_node)
        yield from known(path=path, values=ends, among=nodes, where="corridor_nodes.csv")
    codes = {stage.code for country in data.countries for stage in country.stages}
    for row in data.pair.stage_checks:
        path = f"pairs/{data.code}/stage_checks.csv:{row.code}:stages"
        yield from known(path=path, values=row.stages, among=codes, where="stages.csv")


def _sources(data: PairData) -> Iterator[Fault]:
    there = {source.id for source in data.reference.sources}
    for file, row in rows_of(data):
        if there.issuperset(row.source_ids):  # of ten thousand rows nearly all
            continue
        yield from known(
            path=f"{file}:{'/'.join(str(getattr(row, name)) for name in row.unique)}:source",
            values=row.source_ids, among=there, where="reference/sources.csv",
        )


def rows_of(data: PairData) -> Iterator[tuple[str, Row]]:
    """Every row of every table of a pair with its file, the facts and the points among them."""
    folders: list[tuple[str, Country | Pair | Reference]] = [
        (country.code, country) for country in data.countries
    ]
    folders += [(f"pairs/{data.code}", data.pair), ("reference", data.reference)]
    for folder, value in folders:
        for field in msgspec.structs.fields(value):
            held = getattr(value, field.name)
            if isinstance(held, Row):
                yield f"{folder}/{field.name}", held
            else:
                yield from ((f"{folder}/{field.name}.csv", row) for row in held)
    yield from ((f"pairs/{data.code}/pair.toml", point) for point in data.pair.facts.points)


COUNTRY_RULES: tuple[Callable[[Country], Iterator[Fault]], ...] = (
    fallbacks, _stages, _way, _corridors, _sps, _duty, _capacity_and_queue, _dwell_times, _rest, _priorities,
    _retention, papers, unloadings, decisions,
)
PAIR_RULES: tuple[Callable[[PairData], Iterator[Fault]], ...] = (
    _points, _exchange, _recognition, _corridor, _sources, regimes, joint_steps,
)
