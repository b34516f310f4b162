"""Acts of joint inspections, each ready for every role to try, and who may."""

from collections.abc import Callable
from dataclasses import replace

from kopri.domains.inspection.operations import Asked
from kopri.domains.inspection.queries import inspections_of
from kopri.domains.inspection.types import Found, Invited
from kopri.journeys.inspect_jointly import (
    Bench,
    begin_inspection,
    end_inspection,
    note_fact,
    sign_record,
)
from kopri.journeys.show_inspections import show_inspections
from kopri.kernel.actor import Actor
from tests.border import Border

Act = Callable[[Actor], object]
ASKED = Asked(place="shed 2", services=[Invited(side="kz", service="KZ-BS")])


def unloading(border: Border) -> Act:
    """Each in a truck of its own: one is under way at a time."""
    return lambda who: begin_inspection(bench=_bench(border, who), asked=ASKED)


def adding_a_finding(border: Border) -> Act:
    bench = _begun(border)
    return lambda who: note_fact(bench=replace(bench, actor=who), kind=Found, said={
        "what": "goods", "found": "boxes"})


def ending(border: Border) -> Act:
    return lambda who: end_inspection(bench=replace(_begun(border), actor=who))


def signing(border: Border) -> Act:
    bench = _begun(border)
    end_inspection(bench=bench)
    record, = inspections_of(bench.reference)
    return lambda who: sign_record(bench=replace(bench, actor=who), digest=record.digest,
                                   conclusion="in_order")


def seeing_the_inspections(border: Border) -> Act:
    bench = _begun(border)
    return lambda who: show_inspections(**border.paired, actor=who, reference=bench.reference)


def _bench(border: Border, who: Actor, reference: str = "") -> Bench:
    return Bench(**border.paired, actor=who, reference=reference or border.at_control())


def _begun(border: Border) -> Bench:
    bench = _bench(border, border.inspector("KZ-BS"))
    return replace(bench, inspection=begin_inspection(bench=bench, asked=ASKED).inspection)


INSPECTORS = {"own service", "other service"}
INSPECTION_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (unloading, {*INSPECTORS, "head"}), (adding_a_finding, INSPECTORS),
    (ending, {*INSPECTORS, "head"}), (signing, INSPECTORS),
    (seeing_the_inspections, {*INSPECTORS, "no service", "gate", "head", "auditor"}),
]
