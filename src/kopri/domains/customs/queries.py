"""Reading declarations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from kopri.domains.customs.models import (
    OwnAnswer,
    OwnDeclaration,
    SharedDeclaration,
    SharedDeclarationState,
)
from kopri.domains.customs.rules import KnownDeclaration, is_open
from kopri.domains.customs.states import ENDS, farthest
from kopri.domains.customs.types import DeclarationState, Regime, Terms
from kopri.journal.rows import rows_with
from kopri.kernel.clock import from_text
from kopri.kernel.errors import Ground, Refusal

# a neighbour may write what this version does not know: it is left out
_REGIMES = frozenset(each.value for each in Regime)
_STATES = frozenset(each.value for each in DeclarationState)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What was told of a declaration: its state then, by whom, and on what a transit ended."""

    state: DeclarationState
    by: str
    time: datetime
    evidence: str = ""
    office: str = ""
    seals_intact: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """An answer of the own system, or an officer's words."""

    answer: str
    code: str
    text: str
    time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationView:
    """A declaration as this node knows it. ``service``, ``lrn``, ``system``, ``consignment``, the guarantee
    among ``terms`` and ``answers``: the own side's alone."""

    declaration: str
    reference: str
    side: str
    regime: Regime
    state: DeclarationState
    since: datetime
    number: str
    simulated: bool
    terms: Terms
    tellings: Sequence[Telling] = ()
    service: str = ""
    lrn: str = ""
    system: str = ""
    consignment: str = ""
    answers: Sequence[AnswerView] = ()

    @property
    def open(self) -> bool:
        """Whether it is not at its end."""
        return is_open(self.regime, self.state)

    def overdue(self, now: datetime) -> bool:
        """A transit that should have ended."""
        deadline = self.terms.deadline
        return self.regime is Regime.TRANSIT and self.open and deadline is not None and now > deadline

    @property
    def known_answers(self) -> frozenset[str]:
        """Answers that are recorded already."""
        return frozenset(each.answer for each in self.answers if each.answer)


def declarations_of(references: Sequence[str]) -> list[DeclarationView]:
    """Those of these cases, of both sides, the oldest first."""
    return _views(rows_with(SharedDeclaration, column="reference", values=references,
                            order="time, uid"))


def declaration_of(reference: str, *, declaration: str, side: str) -> DeclarationView:
    """One of this side's; a Refusal where it is not known."""
    for each in declarations_of([reference]):
        if (each.declaration, each.side) == (declaration, side):
            return each
    raise Refusal([KnownDeclaration.fault()], ground=Ground.MISSING)


def open_at(side: str) -> list[DeclarationView]:
    """This side's that are not at their end, the oldest first."""
    ended = SharedDeclarationState.objects.filter(
        declaration=OuterRef("declaration"), side=side, state__in=[each.value for each in ENDS])
    rows = SharedDeclaration.objects.filter(~Exists(ended), side=side).order_by("time", "uid")
    return [each for each in _views(rows) if each.open]


def _views(rows: Iterable[SharedDeclaration]) -> list[DeclarationView]:
    first: dict[tuple[str, str], SharedDeclaration] = {}
    for row in rows:
        if row.regime in _REGIMES:
            first.setdefault((row.declaration, row.side), row)
    cases = list(dict.fromkeys(row.reference for row in first.values()))
    told: dict[tuple[str, str], list[SharedDeclarationState]] = {}
    for state in rows_with(SharedDeclarationState, column="reference", values=cases,
                           order="time, uid"):
        if state.state in _STATES:
            told.setdefault((state.declaration, state.side), []).append(state)
    own = {row.event: row for row in rows_with(
        OwnDeclaration, column="reference", values=cases)}
    answers = {row.event: row for row in rows_with(OwnAnswer, column="reference", values=cases)}
    return [_view(row, told=told.get(key, []), own=own.get(row.event), answers=answers)
            for key, row in first.items()]


def _view(
    row: SharedDeclaration, *, told: Sequence[SharedDeclarationState],
    own: OwnDeclaration | None, answers: Mapping[str, OwnAnswer],
) -> DeclarationView:
    own = own or OwnDeclaration()
    tellings = [Telling(
        state=DeclarationState(each.state), by=each.by, time=each.time, evidence=each.evidence,
        office=each.office, seals_intact=each.seals_intact) for each in told]
    state = farthest(frozenset({DeclarationState.PRESENTED, *(each.state for each in tellings)}))
    return DeclarationView(
        declaration=row.declaration, reference=row.reference, side=row.side,
        regime=Regime(row.regime), state=state, simulated=row.simulated,
        since=min((each.time for each in tellings if each.state is state), default=row.time),
        number=next((each.number for each in reversed(told) if each.number), ""),
        tellings=tellings, service=own.service, lrn=own.lrn, system=own.system,
        consignment=own.consignment,
        terms=Terms(
            exit_office=row.exit_office, guarantee=own.guarantee, seals=tuple(row.seals),
            deadline=from_text(row.deadline) if row.deadline else None, route=tuple(row.route)),
        answers=[AnswerView(answer=each.answer, code=each.code, text=each.text, time=each.time)
                 for each in sorted((answers[each.event] for each in told
                                     if each.event in answers), key=lambda each: each.place)])
