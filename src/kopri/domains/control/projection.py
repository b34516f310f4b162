"""control.* -> plans, steps, findings, outcomes."""

from collections.abc import Mapping, Sequence
from typing import Any

from kopri.domains.control.models import (
    OwnDirection,
    OwnMark,
    OwnPlan,
    PlanStep,
    SharedControl,
    SharedFinding,
)
from kopri.domains.control.types import Outcome
from kopri.journal.rows import insert_rows, put_row
from kopri.journal.types import Entry
from kopri.kernel.clock import require_day, require_moment

_STEP = ("reference", "step", "service", "order", "papers", "differs", "marked")
_TOLD = ("rule", "until", "appeal", "appeal_until")


def planned(entries: Sequence[Entry]) -> None:
    """control.planned: a new plan replaces the steps that have not begun, and says anew of the rest
    whether papers count."""
    for entry in entries:
        if "steps" in entry.payload:
            _untouched(entry).delete()
            _add_steps(entry)
            _say_papers(entry)
            _add_marked(entry)
            put_row(OwnPlan, key={"reference": entry.subject}, values={
                "planned": entry.time, "because": entry.payload.get("because", ""),
                "reason": entry.payload.get("reason", "")})


def services(entries: Sequence[Entry]) -> None:
    """control.planned: which services see the case, for both sides to know."""
    for entry in entries:
        _control(entry, **entry.only("services"))


def directed(entries: Sequence[Entry]) -> None:
    """control.directed: the service's steps that have not begun give way to the new ones."""
    for entry in entries:
        _untouched(entry).filter(**entry.only("service")).delete()
        if entry.payload.get("corridor"):  # only customs choose one
            put_row(OwnDirection, key={"reference": entry.subject},
                    values=entry.only("corridor"))
        _add_steps(entry)
        _add_marked(entry)


def marked(entries: Sequence[Entry]) -> None:
    """control.marked: the mark of a service takes the place of its earlier one, whichever of the
    side's nodes is heard last."""
    for entry in entries:
        if _marks(entry).filter(time__gt=entry.time).exists():
            continue
        _drop_marked(entry)
        put_row(OwnMark, key={"reference": entry.subject, **entry.only("service")}, values={
            **entry.only("steps", "reason"), "person": entry.actor.get("person", ""),
            "time": entry.time, "uid": entry.uid})
        _add_marked(entry)


def mark_lifted(entries: Sequence[Entry]) -> None:
    """control.mark_lifted."""
    for entry in entries:
        if not _marks(entry).filter(time__gt=entry.time).exists():
            _drop_marked(entry)
            _marks(entry).delete()


def _add_marked(entry: Entry) -> None:
    """A mark outlasts every plan and direction until it is lifted."""
    for mark in OwnMark.objects.filter(reference=entry.subject):
        _add(entry.subject, mark.steps, marked=True)


def _drop_marked(entry: Entry) -> None:
    """What a plan or a direction asks for too stays."""
    for mark in _marks(entry):
        _untouched(entry).filter(
            marked=True, service=mark.service, step__in=[step["step"] for step in mark.steps]).delete()


def _marks(entry: Entry) -> Any:
    return OwnMark.objects.filter(reference=entry.subject, **entry.only("service"))


def _untouched(entry: Entry) -> Any:
    """A decision may finish a step that nobody began."""
    return PlanStep.objects.filter(reference=entry.subject, started=None, finished=None)


def _say_papers(entry: Entry) -> None:
    papers = {(step["step"], step["service"]): step.get("papers", False)
              for step in entry.payload["steps"]}
    for row in PlanStep.objects.filter(reference=entry.subject):
        if row.papers != papers.get((row.step, row.service), row.papers):
            row.papers = not row.papers
            row.save(update_fields=["papers"])


def _add_steps(entry: Entry) -> None:
    _add(entry.subject, entry.payload.get("steps", ()), marked=False)


def _add(reference: str, steps: Sequence[Mapping[str, Any]], *, marked: bool) -> None:
    insert_rows(PlanStep, columns=_STEP, ignore_conflicts=True, rows=[
        [reference, step["step"], step["service"], step["order"], step.get("papers", False), False,
         marked]
        for step in steps])


def started(entries: Sequence[Entry]) -> None:
    """control.step_started."""
    for entry in entries:
        _steps(entry).filter(started=None).update(started=entry.time)


def finished(entries: Sequence[Entry]) -> None:
    """control.step_finished."""
    for entry in entries:
        _steps(entry).filter(finished=None).update(finished=entry.time)


def _steps(entry: Entry) -> Any:
    return PlanStep.objects.filter(reference=entry.subject, **entry.only("step", "service"))


def finding(entries: Sequence[Entry]) -> None:
    """control.finding_recorded."""
    for entry in entries:
        _require_readable(entry)
        _finding(entry, **{
            name: entry.payload.get(name, "")
            for name in ("outcome", "reason", "lifts", *_TOLD)
        })


def _require_readable(entry: Entry) -> None:
    """ValueError for a word or a time that no page can show."""
    if "outcome" in entry.payload:
        Outcome(entry.payload["outcome"])
    require_moment(entry.payload.get("until"))
    require_day(entry.payload.get("appeal_until"))


def differing(entries: Sequence[Entry]) -> None:
    """control.finding_recorded, the own side's part: the facts are not as the papers said."""
    for entry in entries:
        if entry.payload.get("facts_differ"):
            PlanStep.objects.filter(
                reference=entry.subject, service=entry.actor.get("service", "")
            ).update(differs=True)


def reversal(entries: Sequence[Entry]) -> None:
    """control.reversed: the service's finding is open again, and so is a release; a refusal only
    where this service refused."""
    for entry in entries:
        _finding(entry, outcome="", reason=entry.payload.get("reason", ""), lifts="",
                 **dict.fromkeys(_TOLD, ""))
        _control(entry, released=None)
        SharedControl.objects.filter(
            reference=entry.subject, side=entry.side, refused_by=entry.payload.get("service", "")
        ).update(refused=None, refused_by="")


def released(entries: Sequence[Entry]) -> None:
    """control.released."""
    for entry in entries:
        _control(entry, released=entry.time)


def refused(entries: Sequence[Entry]) -> None:
    """control.refused."""
    for entry in entries:
        _control(entry, refused=entry.time, refused_by=entry.payload.get("service", ""))


def _finding(entry: Entry, **fields: str) -> None:
    put_row(SharedFinding, key={
        "reference": entry.subject, "side": entry.side,
        "service": entry.payload.get("service", ""),
    }, values={**fields, "time": entry.time, "uid": entry.uid})


def _control(entry: Entry, **fields: Any) -> None:
    put_row(SharedControl, key={"reference": entry.subject, "side": entry.side}, values=fields)
