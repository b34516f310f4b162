"""No side is released while a service has not cleared, whatever services do in whatever order."""

from dataclasses import replace
from random import Random

import pytest

from kopri.crossing.states import SideState
from kopri.domains.control.queries import findings_of, planned_services
from kopri.domains.inspection.operations import Asked
from kopri.domains.inspection.queries import inspections_of
from kopri.domains.inspection.rules import state_of, unsigned
from kopri.domains.inspection.states import InspectionState
from kopri.domains.inspection.types import Invited
from kopri.domains.outcomes.queries import parts_of, proposals_of, withheld_of
from kopri.journeys.decide import confirm_decision, give_up_decision
from kopri.journeys.inspect_jointly import (
    Bench,
    appoint_inspection,
    begin_inspection,
    change_appointment,
    end_inspection,
    sign_record,
)
from kopri.kernel.errors import Refusal
from tests.border import EXIT_SERVICES, IN, THEIRS, Border

LOAD = "consignment:W1"
STEPS = 120


def act(border: Border, reference: str, *, chance: Random) -> None:
    """Something that a service may try; what it may not is refused and changes nothing."""
    service = chance.choice(planned_services(reference))
    officer = border.inspector(service, chance.choice(("i1", "i2")))
    waiting = [each for each in proposals_of([reference], side="kz") if each.service == service]
    if waiting and chance.random() < 0.7:
        proposal = {"actor": officer, "reference": reference, "proposal": waiting[0].proposal}
        if chance.random() < 0.7:
            confirm_decision(**border.paired, **proposal)
        else:
            give_up_decision(**border.common, **proposal)
        return
    part = LOAD if chance.random() < 0.15 else ""
    match chance.choice((*["clear"] * 9, "hold", "withhold", "refuse", "reverse", "reverse")):
        case "clear":
            border.find(reference, service, actor=officer, part=part, reason="r")
        case "hold":
            border.find(reference, service, "held", actor=officer, part=part, lifts="paper")
        case "withhold":
            border.find(reference, service, "held", actor=officer, withheld=True, reason="r")
        case "refuse":
            border.find(reference, service, "refused", actor=officer, part=part, rule="law 1", reason="r")
        case "reverse":
            border.reverse(reference, service)


def unload(border: Border, reference: str, *, chance: Random) -> None:
    """Take the inspection of the case one step further, or arrange one."""
    officer = border.inspector(chance.choice(planned_services(reference)))
    records = inspections_of(reference)
    last = records[-1] if records else None
    bench = Bench(**border.paired, actor=officer, reference=reference,
                  inspection=last.head.inspection if last else "")
    wanted = chance.sample(planned_services(reference), 2)
    asked = Asked(place="shed", services=[Invited(side="kz", service=each) for each in wanted],
                  starts=border.now, minutes=30)
    match state_of(last) if last else None:
        case InspectionState.APPOINTED:
            if chance.random() < 0.5:
                begin_inspection(bench=bench)
            else:
                change_appointment(bench=bench, reason="r", called_off=True)
        case InspectionState.UNDER_WAY:
            end_inspection(bench=bench)
        case InspectionState.UNSIGNED if last and (missing := unsigned(last)):
            signs = border.inspector(missing[0].service)
            sign_record(bench=replace(bench, actor=signs), digest=last.digest,
                        conclusion=chance.choice(("in_order", "not_in_order")))
        case _ if chance.random() < 0.4:
            arrange = chance.choice((appoint_inspection, begin_inspection))
            arrange(bench=bench, asked=asked)


def holds_true(border: Border, reference: str) -> bool:
    """Whether a released side has every service's clearance and nobody's hold; if it is released."""
    if border.view(reference).state_at("kz") is not SideState.RELEASED:
        return False
    said = {each.service: each.outcome for each in findings_of([reference]) if each.side == "kz"}
    assert {said.get(service) for service in planned_services(reference)} == {"cleared"}
    assert not withheld_of([reference], side="kz")
    assert all(each.outcome == "refused" for each in parts_of([reference]))
    records = [each for each in inspections_of(reference)
               if state_of(each) is not InspectionState.CALLED_OFF]
    assert all(each.head.ended and not unsigned(each) for each in records)
    return True


@pytest.mark.parametrize("seed", (1, 2, 3))
def test_no_interleaving_releases_while_a_service_has_not_cleared(border: Border, seed: int) -> None:
    chance = Random(seed)
    if seed % 2:
        reference = border.at_control("870899")
    else:
        border.tell_open(THEIRS, direction=IN)
        border.hear()
        reference = border.register(THEIRS)
    released = 0
    for _step in range(STEPS):
        border.node.clock.move(minutes=1)
        if chance.random() < 0.1:  # what the neighbour says of its own side changes nothing of ours
            border.tell("control.finding_recorded/1", {
                "side": "tm", "service": chance.choice(EXIT_SERVICES), "outcome": "cleared"},
                subject=reference)
            border.tell("outcomes.withheld_lifted/1", {"side": "tm"}, subject=reference)
            border.hear()
        try:
            (unload if chance.random() < 0.25 else act)(border, reference, chance=chance)
        except Refusal:
            pass
        released += holds_true(border, reference)
    assert released  # so that what is forbidden could have happened
