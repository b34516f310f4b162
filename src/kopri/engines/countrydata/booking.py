"""What a country's data say of a booking: by which rule, with what on board, held until when."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from kopri.engines.countrydata.charging import BOOKING, fee_due
from kopri.engines.countrydata.pair import PairData, exit_side
from kopri.engines.countrydata.queueing import QueueRule
from kopri.kernel.lines import DANGEROUS, EMPTY, LIVE_ANIMALS, LOADED, Line, Load


def queue_rule_of(pair: PairData, *, line: Line, at: datetime) -> QueueRule | None:
    """How the exit side books what is queued for, on the local day of a moment; None: not at all."""
    country = pair.country(exit_side(line.direction))
    point = next((each for each in pair.pair.facts.points if each.code == line.point), None)
    if point is None:
        return None
    return country.queue_rule(crossing=point.post(country.code).crossing,
                              vehicle_class=line.vehicle_class, day=local_day(pair, line, at))


def local_day(pair: PairData, line: Line, at: datetime) -> date:
    """The day of a moment where the exit side is."""
    return at.astimezone(pair.country(exit_side(line.direction)).zone).date()


def booking_needed(pair: PairData, *, line: Line, at: datetime) -> str:
    """``required``, ``offered`` or ``none``."""
    rule = queue_rule_of(pair, line=line, at=at)
    return rule.booking if rule else "none"


def load_of(
    pair: PairData, *, codes: Iterable[str], dangerous: bool, loaded: bool
) -> Load:
    """What the queue asks of goods with these HS codes, by the data of both sides.

    Dangerous before live animals: it is what decides where the vehicle may wait.
    """
    known = frozenset(codes)
    services = frozenset[str]().union(*(each.sps_roles(known) for each in pair.countries))
    classes = frozenset[str]().union(*(each.goods_classes_of(known) for each in pair.countries))
    return Load(goods=_goods(classes, dangerous=dangerous, loaded=loaded or bool(known)),
                services=tuple(sorted(services)))


def _goods(classes: Collection[str], *, dangerous: bool, loaded: bool) -> str:
    if dangerous:
        return DANGEROUS
    if LIVE_ANIMALS in classes:
        return LIVE_ANIMALS
    return LOADED if loaded else EMPTY


def held_until(
    pair: PairData, *, line: Line, now: datetime, drawn: bool = False
) -> datetime | None:
    """Until when a slot granted now is held for its fee; None where none is due.

    ``drawn``: it was won in a draw, of which its carrier has yet to hear.
    """
    rule = queue_rule_of(pair, line=line, at=now)
    country = pair.country(exit_side(line.direction))
    if rule is None or fee_due(country, code=BOOKING, day=local_day(pair, line, now)) is None:
        return None
    return now + timedelta(minutes=rule.draw_hold_min if drawn else rule.hold_min)
