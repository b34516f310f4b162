"""The forms of a service: decide, take back, work through the steps, say how deep to look."""

from django.utils.translation import gettext as _

from kopri.crossing.states import SideState
from kopri.domains.control.queries import StepView
from kopri.engines.countrydata import PairData
from kopri.interfaces.web import names
from kopri.interfaces.web.case import looking, outcomes
from kopri.interfaces.web.case.facts import corridor
from kopri.interfaces.web.filling import NOTHING, Filling, Sent
from kopri.interfaces.web.show import Blank, Field, Form
from kopri.interfaces.web.words import Text, say
from kopri.journeys.decide import going_on
from kopri.journeys.show_case import CaseSheet
from kopri.kernel.actor import Actor

IN_CONTROLS = (SideState.REGISTERED, SideState.HELD)
LEFT = (SideState.GONE, SideState.TURNED_BACK)


def forms(
    sheet: CaseSheet, *, actor: Actor, pair: PairData, sent: Sent = NOTHING
) -> list[Form]:
    """What this service can do now, the usual first."""
    state = looking.state_of(sheet, side=actor.side)
    finding = looking.findings_at(sheet, side=actor.side).get(actor.service)
    service = names.service(pair, side=actor.side, code=actor.service)
    base, found = f"/cases/{sheet.reference}", []
    final = finding is not None and finding.outcome != "held"
    steps = own_steps(sheet, actor=actor)
    waits = outcomes.waiting(sheet, actor=actor, sent=sent)
    if waits:
        return waits
    if state in IN_CONTROLS and steps and not final:
        held = finding is not None
        found += _decide(base, service=service, sent=sent, held=held,
                         papers=any(step.papers for step in steps))
        found += outcomes.part_forms(sheet, actor=actor, parts=going_on(sheet.reference), sent=sent)
        found += _work(base, steps=steps, side=actor.side, pair=pair)
        found += _direct(base, sheet=sheet, actor=actor, pair=pair, sent=sent)
    if finding is not None and state not in LEFT:
        found.append(_reverse(base, service=service, sent=sent))
    return found


def own_steps(sheet: CaseSheet, *, actor: Actor) -> list[StepView]:
    """The steps of the reader's service."""
    return [step for step in sheet.steps if step.service == actor.service]


def blank(sheet: CaseSheet, *, actor: Actor, pair: PairData) -> Blank:
    """Why there is nothing to decide."""
    state = looking.state_of(sheet, side=actor.side)
    if actor.service not in looking.services_of(sheet, side=actor.side, pair=pair):
        title = _("Your service does not see this case.")
    elif state is SideState.EXPECTED:
        title = _("The gate of this side has not registered it yet.")
    else:
        title = _("Nothing is left for your service to decide.")
    return Blank(kind="empty", title=title)


def _decide(
    base: str, *, service: Text, sent: Sent, held: bool, papers: bool
) -> list[Form]:
    clear = Filling(form="clear", sent=sent)
    said = say("Clear for {service}", service=str(service))
    first = clear.done(action=f"{base}/clear", submit=said, tone="cleared",
                       fields=_differing(clear, papers=papers))
    refuses = _refuse(base, service=service, sent=sent, papers=papers)
    return [first, refuses] if held else [
        first, _hold(base, service=service, sent=sent, papers=papers),
        _withhold(base, service=service, sent=sent), refuses]


def _differing(filling: Filling, *, papers: bool) -> list[Field]:
    """Where the papers were accepted in advance: whether the facts are as they said."""
    if not papers:
        return []
    return [filling.field("facts_differ", _("The facts differ from the papers"), kind="check",
                          required=False)]


def _hold(base: str, *, service: Text, sent: Sent, papers: bool) -> Form:
    hold = Filling(form="hold", sent=sent)
    return hold.done(
        action=f"{base}/hold", submit=say("Hold for {service}", service=str(service)),
        tone="held", fold=_("Hold"),
        fields=[
            hold.field("lifts", _("What would lift it"), kind="lines",
                       hint=_("What the driver or carrier has to bring or do; both sides see it.")),
            hold.field("reason", _("Reason"), kind="lines", required=False,
                       hint=_("Stays on this side.")),
            hold.field("until", _("Until at most"), kind="moment", required=False),
            *_differing(hold, papers=papers),
        ],
    )


def _withhold(base: str, *, service: Text, sent: Sent) -> Form:
    hold = Filling(form="withhold", sent=sent)
    return hold.done(
        action=f"{base}/hold", tone="held", fold=_("Hold without saying why, by law"),
        submit=say("Hold for {service} without saying why", service=str(service)),
        hidden={"form": "withhold", "withheld": "1"},
        note=_("Carrier, driver and the other side learn that it is held, not by whom or why."),
        fields=[
            hold.field("reason", _("Reason"), kind="lines", hint=_("Stays on this side.")),
            hold.field("until", _("Until at most"), kind="moment", required=False),
        ])


def _refuse(base: str, *, service: Text, sent: Sent, papers: bool) -> Form:
    refuse = Filling(form="refuse", sent=sent)
    return refuse.done(
        action=f"{base}/refuse", submit=say("Refuse for {service}", service=str(service)),
        tone="refused", fold=_("Refuse"),
        fields=[
            refuse.field("rule", _("By which law or order")),
            refuse.field("reason", _("Reason"), kind="lines"),
            *_differing(refuse, papers=papers),
        ],
    )


def _work(base: str, *, steps: list[StepView], side: str, pair: PairData) -> list[Form]:
    """Begin or finish the steps; deciding finishes them too."""
    found = []
    for step in steps:
        if step.finished:
            continue
        name = names.step(pair, side=side, code=step.step)
        act = "finish" if step.started else "start"
        text = say("Finish: {step}", step=name) if step.started else say("Begin: {step}", step=name)
        found.append(Filling(form=f"{act}-{step.step}").done(
            action=f"{base}/{act}/{step.step}", submit=text, tone="quiet"))
    return found


def _direct(
    base: str, *, sheet: CaseSheet, actor: Actor, pair: PairData, sent: Sent
) -> list[Form]:
    """For a service that has corridors or steps of its own choice."""
    country = pair.country(actor.side)
    own = [stage for stage in country.way(flow=looking.flow_of(sheet, side=actor.side))
           if actor.service in stage.services]
    corridors = [stage.corridor for stage in own if stage.corridor]
    extra = [stage for stage in own if stage.condition == "share"]
    if not corridors and not extra:
        return []
    filling = Filling(form="direct", sent=sent)
    known = {step.step for step in own_steps(sheet, actor=actor)}
    fields = []
    if corridors:
        fields.append(filling.choice(
            "corridor", _("Corridor"), kind="radio", first=sheet.corridor or corridors[0],
            choices=[(code, corridor(code)) for code in corridors],
            hint=_("Only your service sees this.")))
    fields += [
        filling.field(f"step-{stage.code}", names.step(pair, side=actor.side, code=stage.code),
                      kind="check", required=False, value="1" if stage.code in known else "")
        for stage in extra
    ]
    return [filling.done(action=f"{base}/direct", submit=_("Look this deep"), fields=fields,
                         fold=_("How deep to look"))]


def _reverse(base: str, *, service: Text, sent: Sent) -> Form:
    filling = Filling(form="reverse", sent=sent)
    return filling.done(
        action=f"{base}/reverse", tone="held", fold=_("Take the decision back"),
        submit=say("Take back the decision of {service}", service=str(service)),
        fields=[filling.field("reason", _("Reason"), kind="lines")],
    )
