"""Acts of customs, each ready for every role to try, and who may: customs, who are none of these."""

from collections.abc import Callable

from kopri.journeys.clear_customs import (
    end_transit,
    follow_declaration,
    invalidate_declaration,
    tell_declaration,
)
from kopri.journeys.show_customs import show_customs, show_declarations
from kopri.kernel.actor import Actor
from tests.border import Border
from tests.unit.domains.customs.desk import CustomsDesk, sent

Act = Callable[[Actor], object]


def _desk(border: Border) -> CustomsDesk:
    return CustomsDesk(border, border.announce(
        "870899", consignments=sent("870899")).reference)


def declaring(border: Border) -> Act:
    desk = _desk(border)
    return lambda who: desk.declare(actor=who)


def following(border: Border) -> Act:
    desk = _desk(border)
    name = desk.declare()
    return lambda who: follow_declaration(desk=desk.desk(actor=who), declaration=name)


def invalidating(border: Border) -> Act:
    desk = _desk(border)
    name = desk.declare()
    return lambda who: invalidate_declaration(
        desk=desk.desk(actor=who), declaration=name, reason="r")


def telling(border: Border) -> Act:
    desk = _desk(border)
    name = desk.declare()
    return lambda who: tell_declaration(
        desk=desk.desk(actor=who), declaration=name, state="accepted", number="1")


def ending(border: Border) -> Act:
    desk = _desk(border)
    name = desk.declare("transit", terms=desk.terms())
    return lambda who: end_transit(desk=desk.desk(actor=who), declaration=name, seals_intact=True)


def seeing_declarations(border: Border) -> Act:
    desk = _desk(border)
    return lambda who: show_declarations(**border.paired, actor=who, reference=desk.reference)


def seeing_what_is_open(border: Border) -> Act:
    return lambda who: show_customs(**border.common, actor=who)


READERS = {"gate", "own service", "other service", "no service", "head", "auditor"}
CUSTOMS_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (declaring, set()), (following, set()), (invalidating, set()), (telling, set()),
    (ending, set()), (seeing_declarations, READERS | {"own carrier"}),
    (seeing_what_is_open, READERS - {"gate"}),
]
