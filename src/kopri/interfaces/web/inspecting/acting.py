"""POST on an inspection: one act, one journey; a refusal comes back in the form that asked for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from kopri.domains.inspection.operations import Asked
from kopri.domains.inspection.types import (
    Fact,
    Found,
    Invited,
    SampleGiven,
    SampleReceived,
    SampleTaken,
    SampleTested,
    SealBroken,
    SealSet,
)
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.capacity.closing import moment_of
from kopri.interfaces.web.filling import Sent, attempt, contents, form_key, values
from kopri.interfaces.web.inspecting.view import page
from kopri.journeys.inspect_jointly import (
    Bench,
    Inspected,
    add_photograph,
    appoint_inspection,
    begin_inspection,
    change_appointment,
    end_inspection,
    note_fact,
    recognise_result,
    sign_record,
)
from kopri.kernel.actor import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button, with what was filled in."""

    house: House
    bench: Bench
    values: dict[str, str]
    file: bytes

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, "")

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.text(name))

    def note(self, kind: type[Fact], *texts: str, **more: Any) -> Inspected:
        """An entry of the record from these fields."""
        return note_fact(bench=self.bench, kind=kind,
                         said={name: self.text(name) for name in texts} | more)

    @property
    def asked(self) -> Asked:
        """Place, time and party."""
        minutes = self.text("minutes")
        return Asked(
            place=self.text("place"), starts=moment_of(self.house, self.text("starts")),
            minutes=int(minutes) if minutes.isdecimal() and len(minutes) < 6 else 0,
            services=[Invited(side=side, service=service) for name, value in self.values.items()
                      if name.startswith("who-") and value
                      for side, _, service in [name.removeprefix("who-").partition("-")]])


def _give(it: Pressed) -> Inspected:
    side, _, service = it.text("to").partition("/")
    return it.note(SampleGiven, "sample", "to_laboratory", to_service=service,
                   to_side=side or it.bench.journal.side)


ACTS: dict[str, Callable[[Pressed], Inspected]] = {
    "appoint": lambda it: appoint_inspection(bench=it.bench, asked=it.asked),
    "begin-now": lambda it: begin_inspection(bench=it.bench, asked=it.asked),
    "begin": lambda it: begin_inspection(bench=it.bench),
    "change": lambda it: change_appointment(
        bench=it.bench, reason=it.text("reason"), where=it.text("place"),
        starts=moment_of(it.house, it.text("starts"))),
    "call-off": lambda it: change_appointment(
        bench=it.bench, reason=it.text("reason"), called_off=True),
    "finding": lambda it: it.note(Found, "what", "found", "expected", "unit", "remark",
                                  differs=it.ticked("differs")),
    "photograph": lambda it: add_photograph(
        bench=it.bench, blobs=it.house.blobs, data=it.file, shows=it.text("shows")),
    "break-seal": lambda it: it.note(SealBroken, "seal", "remark", intact=it.ticked("intact")),
    "set-seal": lambda it: it.note(SealSet, "seal", "where", "instead_of"),
    "sample": lambda it: it.note(SampleTaken, "sample", "of", "amount", "purpose"),
    "give": _give,
    "receive": lambda it: it.note(SampleReceived, "sample", "laboratory", "receipt", "remark",
                                  intact=it.ticked("intact")),
    "test": lambda it: it.note(SampleTested, "sample", "laboratory", "report", "result",
                               conforms=it.ticked("conforms")),
    "end": lambda it: end_inspection(bench=it.bench),
    "sign": lambda it: sign_record(bench=it.bench, digest=it.text("digest"),
                                   conclusion=it.text("conclusion"), remark=it.text("remark")),
    "recognise": lambda it: recognise_result(bench=it.bench, fact=it.text("fact")),
}


@require_POST
@view(Role.INSPECTOR, Role.SHIFT_HEAD)
def act(request: HttpRequest, *, reference: str, act: str) -> HttpResponse:
    """Carry out, then show the inspection as it stands."""
    who, house, sent = actor(request), house_of(request), values(request)
    inspection = sent.get("inspection", "")[:40]
    pressed = Pressed(house=house, values=sent, file=contents(request, "file"), bench=Bench(
        journal=house.journal, pair=house.pair, actor=who, reference=reference,
        inspection=inspection, request=form_key(request)))
    _, refusal = attempt(lambda: ACTS[act](pressed))
    if refusal is None:
        return go(request, f"/cases/{reference}/inspection", done=f"inspection-{act}")
    again = Sent(form=sent.get("form") or act, values=sent, faults=refusal.faults)
    return draw(request, page(house, actor=who, reference=reference, wanted=inspection, sent=again),
                status=STATUS[refusal.ground])
