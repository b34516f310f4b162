"""The gate's forms: for each state of a case what the gate of this side can do with it."""

from django.utils.translation import gettext as _

from kopri.crossing.queries import CaseView
from kopri.crossing.states import Phase, SideState
from kopri.domains.gate.rules import NotAtExitSide, NotElsewhere
from kopri.interfaces.web.filling import NOTHING, Filling, Sent
from kopri.interfaces.web.show import Form
from kopri.interfaces.web.words import Text
from kopri.journal.authority import exit_side

COMING = (Phase.EXPECTED, Phase.OPENED, Phase.BOOKED, Phase.ANNOUNCED, Phase.NO_SHOW,
          Phase.CANCELLED)
LEAVING = {
    **dict.fromkeys(COMING, ("arrive", "register")),
    Phase.WAITING: ("call", "register"), Phase.CALLED: ("register",),
    Phase.EXIT_RELEASED: ("exit",),
}
ENTERING = {Phase.STRIP: ("register",), Phase.ENTRY_RELEASED: ("exit",)}
# what comes to the entry gate while the exit side's acts have not been heard of
UNTOLD = (*COMING, Phase.WAITING, Phase.CALLED, Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED)
IN_TWO_PLACES = {NotAtExitSide.code, NotElsewhere.code}
TONES = {"exit": "cleared", "turn-back": "refused"}


def acts_for(case: CaseView, *, side: str) -> tuple[str, ...]:
    """What the gate of ``side`` can do now, the usual first."""
    leaving = exit_side(case.direction) == side
    if case.phase is Phase.REFUSED:
        return ("turn-back",) if case.state_at(side) is SideState.REFUSED else ()
    return (LEAVING if leaving else ENTERING).get(case.phase, ())


def form(
    act: str, *, reference: str, back: str = "", sent: Sent = NOTHING, weighs: bool = False,
    fold: Text = "",
) -> Form:
    """The form of one act. ``back``: the page to return to. ``weighs``: asks for the weight."""
    texts: dict[str, Text] = {
        "arrive": _("Note the arrival at the waiting area"), "call": _("Call to the gate"),
        "register": _("Register at the gate"), "exit": _("Let through the exit gate"),
        "turn-back": _("Send back"),
    }
    filling = Filling(form=act, sent=sent)
    weight = filling.field("weight_kg", _("Weight"), kind="number", unit=_("kg"),
                           required=False, hint=_("As weighed; may be left empty."))
    return filling.done(
        action=f"/cases/{reference}/{act}", submit=texts[act], tone=TONES.get(act, "action"),
        fields=[weight] if weighs and act == "register" else [],
        hidden={"next": back} if back else {}, fold=fold,
    )


def forms(
    case: CaseView, *, side: str, sent: Sent = NOTHING, head: bool = False
) -> list[Form]:
    """Every form of the gate for a case; what is out of the usual order is folded.

    ``head``: for a shift head, who may let a vehicle out of a gate that is held.
    """
    found = acts_for(case, side=side)
    if not found and case.phase in UNTOLD and exit_side(case.direction) != side:
        return [form("register", reference=case.reference, sent=sent, weighs=True,
                     fold=_("It stands at the gate already")), *_taken_in(case, sent=sent, head=head)]
    held = [_override(case, sent=sent)] if head and case.phase is Phase.EXIT_RELEASED and (
        exit_side(case.direction) == side) else []
    held += _taken_in(case, sent=sent, head=head)
    return [
        form(act, reference=case.reference, sent=sent, weighs=True,
             fold=_("It stands at the gate already") if number else "")
        for number, act in enumerate(found)
    ] + held


def _taken_in(case: CaseView, *, sent: Sent, head: bool) -> list[Form]:
    """Only after a refusal: a record says that the vehicle is somewhere else, and it stands here."""
    refused = {fault.code for fault in sent.faults} if sent.form == "register" else set()
    if not (head and refused & IN_TWO_PLACES):
        return []
    filling = Filling(form="take-in")
    return [filling.done(
        action=f"/cases/{case.reference}/register", tone="held",
        submit=_("Take it in all the same; it is recorded"),
        fields=[filling.field("override", _("Reason"), hint=_("What shows that it is this vehicle."))],
        hidden={"form": "register"})]


def _override(case: CaseView, *, sent: Sent) -> Form:
    filling = Filling(form="override", sent=sent)
    return filling.done(
        action=f"/cases/{case.reference}/exit", submit=_("Let out all the same; it is recorded"),
        fold=_("The exit gate is held: let this one out"), tone="held",
        fields=[filling.field("override", _("Reason"))], hidden={"form": "override"})
