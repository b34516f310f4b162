"""The plan of a side: why it is as it is, when its controls may be over, and who has it made anew."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from kopri.crossing.states import SideState
from kopri.domains.control.queries import StepView, marks_of, plan_of
from kopri.domains.control.rules import usual_minutes
from kopri.domains.control.types import Because
from kopri.engines.countrydata import PairData
from kopri.engines.quantiles import Ahead, Lognormal, time_left
from kopri.interfaces.web import names
from kopri.interfaces.web.case import looking
from kopri.interfaces.web.filling import NOTHING, Filling, Sent
from kopri.interfaces.web.show import Form
from kopri.interfaces.web.words import Text, say
from kopri.journeys.plan_controls import PLANNED_ANEW
from kopri.journeys.show_case import CaseSheet
from kopri.kernel.actor import Actor, Role

IN_CONTROLS = (SideState.REGISTERED, SideState.HELD)


def said(sheet: CaseSheet, *, actor: Actor, pair: PairData) -> list[Text]:
    """Of the own side: when and why it was planned, what an outcome has changed of it, how long the
    rest takes, who has marked it."""
    if not sheet.steps:
        return []
    side = actor.side
    return [each for each in (
        _why(sheet, actor=actor, pair=pair), *_outcomes(sheet, pair=pair, side=side),
        _rest(sheet, pair=pair, side=side), _together(sheet, side=side),
        *_marked(sheet, actor=actor)) if each]


def _why(sheet: CaseSheet, *, actor: Actor, pair: PairData) -> Text:
    plan = plan_of(sheet.reference)
    if plan is None or plan.because is None:
        return ""
    time = plan.planned.astimezone(pair.country(actor.side).zone).strftime("%H:%M")
    return {
        Because.GOODS: say("Planned at {time} from the notice.", time=time),
        Because.PAPERS: say("Planned at {time}: the papers, or what a service says of them, changed.",
                            time=time),
        Because.VEHICLE: say("Planned at {time}: the vehicle changed.", time=time),
        Because.GATE: say("Planned at {time} at the gate: it came without a plan.", time=time),
        Because.WEIGHED: say("Planned anew at {time} after a weighing: papers count as accepted only where "
                             "the scales agree.", time=time),
        Because.ASKED: say("Planned anew at {time} by the shift head: {reason}", time=time,
                           reason=plan.reason),
    }[plan.because]


def _outcomes(sheet: CaseSheet, *, pair: PairData, side: str) -> Iterator[Text]:
    """Why the rest takes longer than planned, or falls away. The plan itself stays: what was held is
    lifted, and what was refused may be taken back."""
    for service, finding in looking.findings_at(sheet, side=side).items():
        named = str(names.service(pair, side=side, code=service))
        if finding.outcome == "held":
            yield say("Held by {service}.", service=named)
        elif finding.outcome == "refused":
            yield say("Refused by {service}. By: {rule}.", service=named, rule=finding.rule)


def _rest(sheet: CaseSheet, *, pair: PairData, side: str) -> Text:
    """By when the steps that are left are over, were nobody to wait: by the country's data."""
    left = _left(sheet, side=side)
    if not left:
        return ""
    ranks = [[_ahead(step, sheet=sheet, pair=pair, side=side) for step in rank]
             for _order, rank in groupby(left, key=lambda step: step.order)]
    p50, p90 = time_left(ranks=ranks, shares=(0.5, 0.9))
    return say("Steps left: {number}. Without waiting they take {low}-{high} min.",
               number=len(left), low=max(1, round(p50)), high=max(1, round(p90)))


def _together(sheet: CaseSheet, *, side: str) -> Text:
    orders = [step.order for step in _left(sheet, side=side)]
    return _("Steps of one number can go on at the same time.") if len(orders) > len(
        set(orders)) else ""


def _left(sheet: CaseSheet, *, side: str) -> list[StepView]:
    """The steps that are still to be done; none of a vehicle that was refused or has left."""
    if looking.state_of(sheet, side=side) not in (SideState.EXPECTED, *IN_CONTROLS):
        return []
    return [step for step in sheet.steps if not step.finished]


def _ahead(step: StepView, *, sheet: CaseSheet, pair: PairData, side: str) -> Ahead:
    """While its service holds the vehicle a step gets no older."""
    p50, p90 = usual_minutes(country=pair.country(side), step=step.step, papers=step.papers)
    finding = looking.findings_at(sheet, side=side).get(step.service)
    until = finding.time if finding and finding.outcome == "held" else sheet.now
    gone = (until - step.started) / timedelta(minutes=1) if step.started else 0.0
    return Ahead(duration=Lognormal.from_percentiles(p50=p50, p90=p90), elapsed=max(0.0, gone))


def _marked(sheet: CaseSheet, *, actor: Actor) -> list[Text]:
    """For the marked service and whoever weighs risks: what was seen."""
    return [say("Marked: {reason}", reason=mark.reason) for mark in marks_of([sheet.reference])
            if _may_know(actor, service=mark.service)]


def _may_know(actor: Actor, *, service: str) -> bool:
    return actor.role is Role.ANALYST or (
        actor.role is Role.INSPECTOR and actor.service == service)


def anew(sheet: CaseSheet, *, actor: Actor, sent: Sent = NOTHING) -> list[Form]:
    """For a shift head while the vehicle has not left this side."""
    if actor.role is not Role.SHIFT_HEAD or looking.state_of(
            sheet, side=actor.side) not in PLANNED_ANEW:
        return []
    filling = Filling(form="plan-anew", sent=sent)
    return [filling.done(
        action=f"/cases/{sheet.reference}/plan-anew", submit=_("Plan the controls anew"),
        tone="quiet", fold=_("Plan the controls anew"),
        fields=[filling.field("reason", _("Reason"), hint=_(
            "What services have begun or chosen themselves stays."))])]


def marks(
    sheet: CaseSheet, *, actor: Actor, pair: PairData, sent: Sent = NOTHING
) -> list[Form]:
    """Mark a risk for the own service, or lift its mark."""
    state = looking.state_of(sheet, side=actor.side)
    if actor.role is not Role.INSPECTOR or state not in PLANNED_ANEW:
        return []
    if any(mark.service == actor.service for mark in marks_of([sheet.reference])):
        lift = Filling(form="lift-mark", sent=sent)
        return [lift.done(
            action=f"/cases/{sheet.reference}/lift-mark", submit=_("Lift the mark"), tone="quiet",
            fold=_("Lift the mark"),
            fields=[lift.field("reason", _("Reason"), hint=_("What was found."))])]
    return _mark(sheet, actor=actor, pair=pair, sent=sent)


def _mark(sheet: CaseSheet, *, actor: Actor, pair: PairData, sent: Sent) -> list[Form]:
    steps = suspicion(sheet, service=actor.service, side=actor.side, pair=pair)
    if not steps:
        return []
    filling = Filling(form="mark", sent=sent)
    return [filling.done(
        action=f"/cases/{sheet.reference}/mark", submit=_("Mark this case"), tone="quiet",
        fold=_("Mark this case"),
        fields=[
            filling.field("reason", _("What was seen"), kind="lines",
                          hint=_("Only your service and your side's analysts see this.")),
            *(filling.field(f"step-{code}", names.step(pair, side=actor.side, code=code),
                            kind="check", required=False) for code in steps)])]


def suspicion(sheet: CaseSheet, *, service: str, side: str, pair: PairData) -> Sequence[str]:
    """The steps that a service does only where something was seen."""
    way = pair.country(side).way(flow=looking.flow_of(sheet, side=side))
    return [stage.code for stage in way if stage.condition == "share" and service in stage.services]
