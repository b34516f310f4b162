"""The forms of an inspection: the next usual step first, the others folded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from kopri.domains.inspection.states import InspectionState
from kopri.domains.inspection.types import SUBJECTS, Invited, Sample, Standing
from kopri.interfaces.house import House
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.capacity.closing import local
from kopri.interfaces.web.filling import Filling, Sent
from kopri.interfaces.web.inspecting.saying import CONCLUSIONS, WHAT, who
from kopri.interfaces.web.show import Field, Form
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_inspections import InspectionLine, InspectionSheet
from kopri.kernel.actor import Actor, Role

OVER = (InspectionState.CALLED_OFF, InspectionState.AGREED, InspectionState.DISAGREED)
SIGNING = (InspectionState.UNSIGNED, InspectionState.AGREED, InspectionState.DISAGREED)
_SOON = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Whose desk, over which inspection; ``line`` None where there is none yet."""

    house: House
    actor: Actor
    sheet: InspectionSheet
    line: InspectionLine | None
    presented: bool
    sent: Sent

    def filling(self, form: str) -> Filling:
        return Filling(form=form, sent=self.sent)

    def action(self, act: str) -> str:
        return f"/cases/{self.sheet.case.reference}/inspection/{act}"

    @property
    def hidden(self) -> dict[str, str]:
        return {"inspection": self.line.record.head.inspection} if self.line else {}

    def folded(self, act: str, title: Text, *fields: Field, **more: str) -> Form:
        """A form of its own, folded under its title, with the same words on its button."""
        return self.filling(act).done(
            action=self.action(act), submit=title, fold=title, fields=fields, hidden=self.hidden,
            tone=more.get("tone", "action"), note=more.get("note", ""))


def forms(desk: Desk) -> list[Form]:
    """What the reader can do now."""
    return [*_forms(desk), *_weighed(desk)]


def _weighed(desk: Desk) -> Iterator[Form]:
    """Weighings at the other side's gate that may count for this service."""
    if desk.actor.role is not Role.INSPECTOR:
        return
    for each in desk.sheet.weighings:
        if each.basis and desk.actor.service not in each.by:
            form = f"weighed-{each.fact[:8]}"
            yield desk.filling(form).done(
                action=desk.action("recognise"), hidden={"fact": each.fact, "form": form},
                submit=say("Let the other side's weighing count for us: {mass}",
                           mass=cldr.kilograms(each.gross_kg, language=names.language())),
                note=say("By {basis}.", basis=each.basis), tone="quiet")


def _forms(desk: Desk) -> Iterator[Form]:
    line, side = desk.line, desk.actor.side
    inspector = desk.actor.role is Role.INSPECTOR
    if line is None or line.state in OVER:
        yield from _signing(desk) if line and inspector else ()
        yield from _after(desk) if line and inspector else ()
        yield from _arrange(desk)
        return
    host = line.record.head.side == side
    if line.state is InspectionState.APPOINTED and host:
        yield from _appointed(desk)
    if line.state is InspectionState.UNDER_WAY:
        if inspector and line.mine is not Standing.INFORMATION:
            yield from _working(desk)
        if host:
            yield desk.filling("end").done(
                action=desk.action("end"), submit=_("End: the goods are loaded again"),
                hidden=desk.hidden, tone="held",
                note=_("After this nothing is added at the vehicle, and services sign."))
    if inspector and line.state in SIGNING:
        yield from _signing(desk)
    if inspector and line.record.head.began:
        yield from _after(desk)


def _party(desk: Desk, filling: Filling) -> list[Field]:
    """Who comes; those who need it are ticked."""
    needing = {each.who for each in desk.sheet.needing}
    own = [Invited(side=desk.sheet.side, service=each)
           for each in desk.sheet.planned.get(desk.sheet.side, ())]
    guests = [Invited(side=each.side, service=each.service) for each in desk.sheet.guests]
    return [filling.field(
        f"who-{each.side}-{each.service}", who(desk.house.pair, side=each.side,
                                               service=each.service),
        kind="check", required=False, value="1" if each in needing else "")
        for each in (*own, *guests)]


def _arrange(desk: Desk) -> Iterator[Form]:
    """Appoint, or begin at once."""
    longest = max((each.minutes for each in desk.sheet.needing), default=30)
    if desk.presented:
        filling = desk.filling("begin-now")
        yield filling.done(
            action=desk.action("begin-now"), submit=_("Begin: unload now"), tone="held",
            fold=_("Begin now"), groups=[(_("Where, and for whom"), [
                filling.field("place", _("Place")), *_party(desk, filling)])],
            note=_("From here on both sides see the record."))
    filling = desk.filling("appoint")
    yield filling.done(
        action=desk.action("appoint"), submit=_("Appoint one unloading for all of these"),
        fold=_("Appoint an inspection"), groups=[(_("Where, when, and for whom"), [
            filling.field("place", _("Place")),
            filling.field("starts", _("Begins"), kind="moment",
                          value=local(desk.house, desk.sheet.now + _SOON)),
            filling.field("minutes", _("Takes"), kind="number", unit=_("min"),
                          value=str(longest)),
            *_party(desk, filling)])])


def _appointed(desk: Desk) -> Iterator[Form]:
    if desk.presented:
        yield desk.filling("begin").done(
            action=desk.action("begin"), submit=_("Begin: unload now"), hidden=desk.hidden,
            tone="held", note=_("From here on both sides see the record."))
    filling = desk.filling("change")
    yield desk.folded(
        "change", _("Move the appointment"),
        filling.field("place", _("Place"), required=False, hint=_("empty: as it was")),
        filling.field("starts", _("Begins"), kind="moment", required=False,
                      hint=_("empty: as it was")),
        filling.field("reason", _("Reason"), kind="lines"))
    filling = desk.filling("call-off")
    yield desk.folded("call-off", _("Call the inspection off"),
                      filling.field("reason", _("Reason"), kind="lines"), tone="refused")


def _working(desk: Desk) -> Iterator[Form]:
    """At the vehicle: a finding is first, and its fields are few."""
    filling = desk.filling("finding")
    yield filling.done(
        action=desk.action("finding"), submit=_("Note this finding"), hidden=desk.hidden,
        note=_("Both sides see it."), fields=[
            filling.choice("what", _("What"), kind="select",
                           choices=[(code, WHAT[code]) for code in SUBJECTS]),
            filling.field("found", _("Found")),
            filling.field("expected", _("Expected"), required=False),
            filling.field("unit", _("Unit"), required=False),
            filling.field("differs", _("Not as declared"), kind="check", required=False),
            filling.field("remark", _("Remark"), kind="lines", required=False)])
    filling = desk.filling("photograph")
    yield filling.done(
        action=desk.action("photograph"), submit=_("Add the photograph"), upload=True,
        fold=_("Photograph"), hidden=desk.hidden, fields=[
            filling.field("file", _("Photograph"), kind="file",
                          hint=_("PNG or JPEG, at most 20 MB.")),
            filling.field("shows", _("Shows"))])
    filling = desk.filling("break-seal")
    yield desk.folded(
        "break-seal", _("Open a seal"), filling.field("seal", _("Number"), kind="code"),
        filling.field("intact", _("It was whole"), kind="check", required=False, value="1"),
        filling.field("remark", _("Remark"), kind="lines", required=False))
    filling = desk.filling("set-seal")
    yield desk.folded(
        "set-seal", _("Set a seal"), filling.field("seal", _("Number"), kind="code"),
        filling.field("where", _("Where on the vehicle")),
        filling.field("instead_of", _("Instead of seal"), kind="code", required=False))
    filling = desk.filling("sample")
    yield desk.folded(
        "sample", _("Take a sample"),
        filling.field("sample", _("Number of the bag"), kind="code"),
        filling.field("of", _("Of")), filling.field("amount", _("Amount"), hint=_("with its unit")),
        filling.field("purpose", _("To be tested for"), required=False))


def _signing(desk: Desk) -> Iterator[Form]:
    """Over the record as this page shows it."""
    line = desk.line
    assert line is not None
    if line.state is InspectionState.CALLED_OFF:
        return
    filling = desk.filling("sign")
    mine = next((each for each in line.record.signatures if each.current and
                 each.written.by == (desk.actor.side, desk.actor.service)), None)
    title = _("Sign again, otherwise") if mine else _("Sign the record")
    yield filling.done(
        action=desk.action("sign"), submit=title, fold=title if mine else "",
        hidden={**desk.hidden, "digest": line.record.digest},
        note=_("Your service concludes for your side, over the record as you see it here. The "
               "outcome for the vehicle is decided on its own page."),
        fields=[filling.choice("conclusion", _("Conclusion"), kind="radio",
                               choices=[(each.value, text) for each, text in CONCLUSIONS.items()]),
                filling.field("remark", _("Remark"), kind="lines", required=False)])


def _after(desk: Desk) -> Iterator[Form]:
    """Samples in this service's hands or on their way to it; results that may count here."""
    line = desk.line
    assert line is not None
    me = desk.actor.side, desk.actor.service
    for each in line.record.samples:
        if each.offered and each.offered[:2] == me:
            yield _receive(desk, each)
        elif each.holder[:2] == me:
            yield from _in_hand(desk, each)
    for number, offered in enumerate(line.offered):
        if offered.basis and desk.actor.service not in offered.by:
            yield desk.filling(f"recognise-{number}").done(
                action=desk.action("recognise"), hidden={
                    **desk.hidden, "fact": offered.fact.uid, "form": f"recognise-{number}"},
                submit=say("Let it count for us: {subject} of {service}",
                           subject=str(WHAT.get(offered.subject, offered.subject)),
                           service=who(desk.house.pair, side=offered.fact.side,
                                       service=offered.fact.service)),
                note=say("By {basis}.", basis=offered.basis), tone="quiet")


def _of(desk: Desk, sample: Sample, form: str) -> dict[str, str]:
    return {**desk.hidden, "sample": sample.number, "form": form}


def _receive(desk: Desk, sample: Sample) -> Form:
    form = f"receive-{sample.number}"
    filling, laboratory = desk.filling(form), sample.offered[2] if sample.offered else ""
    title = say("Sample {number} has come", number=sample.number)
    return filling.done(
        action=desk.action("receive"), submit=title, fold=title,
        hidden={**_of(desk, sample, form), "laboratory": laboratory}, fields=[
            filling.field("intact", _("The bag is whole, its number as written"), kind="check",
                          required=False),
            filling.field("receipt", _("Receipt of the laboratory"), kind="code",
                          required=False),
            filling.field("remark", _("Remark"), kind="lines", required=False)])


def _in_hand(desk: Desk, sample: Sample) -> Iterator[Form]:
    if sample.offered is None and not sample.holder[2]:
        form = f"give-{sample.number}"
        filling, title = desk.filling(form), say("Give sample {number} on", number=sample.number)
        services = [(f"{side}/{service}", who(desk.house.pair, side=side, service=service))
                    for side, known in desk.sheet.planned.items() for service in known
                    if (side, service) != (desk.actor.side, desk.actor.service)]
        yield filling.done(
            action=desk.action("give"), submit=title, fold=title,
            hidden=_of(desk, sample, form), fields=[
                filling.choice("to", _("To a service"), kind="select", required=False,
                               choices=[("", _("to a laboratory")), *services]),
                filling.field("to_laboratory", _("Or to a laboratory"), required=False)])
    form = f"test-{sample.number}"
    filling, title = desk.filling(form), say("Result of sample {number}", number=sample.number)
    yield filling.done(
        action=desk.action("test"), submit=title, fold=title, hidden=_of(desk, sample, form),
        fields=[filling.field("laboratory", _("Laboratory"), value=sample.holder[2]),
                filling.field("report", _("Number of its report"), kind="code"),
                filling.field("conforms", _("Conforms"), kind="check", required=False),
                filling.field("result", _("Result"), kind="lines")])


