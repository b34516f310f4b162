"""Inspect jointly: appoint, begin, add to one record, end; each side signs, and recognises."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kopri.crossing.queries import CaseView, by_reference
from kopri.crossing.states import ENDS, SideState
from kopri.domains.control.queries import findings_of, services_of
from kopri.domains.documents.ports import BlobStore
from kopri.domains.inspection import operations, permissions
from kopri.domains.inspection.operations import Asked
from kopri.domains.inspection.queries import inspections_of, recognised_of
from kopri.domains.inspection.rules import (
    IsAPhotograph,
    KnownInspection,
    OtherSidesResult,
    Place,
)
from kopri.domains.inspection.types import Fact, Guest, Photographed, Record
from kopri.domains.weighing.queries import weighings_of
from kopri.engines.countrydata import PairData
from kopri.engines.files import is_whole, kind_of
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require

PICTURES = ("image/jpeg", "image/png")
MOST_BYTES = 20 * 1024 * 1024
SUBJECTS = ("weighing", "sample", "scan", "seal")
_GONE = (SideState.GONE, SideState.TURNED_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where an officer works on a case's inspections, or on the one that is named."""

    journal: Journal
    pair: PairData
    actor: Actor
    reference: str
    inspection: str = ""
    request: RequestKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What was done to which inspection."""

    reference: str
    inspection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    tx: Writing
    place: Place
    records: Sequence[Record]
    inspection: str

    @property
    def record(self) -> Record:
        """The inspection that is meant; a Refusal where it is not known here."""
        found = [each for each in self.records if each.head.inspection == self.inspection]
        refuse_if([] if found else [KnownInspection.fault()], ground=Ground.MISSING)
        return found[0]

    def done(self, inspection: str = "") -> Inspected:
        return self.tx.answer(Inspected(
            reference=self.place.reference, inspection=inspection or self.inspection))


def place_of(case: CaseView, *, journal: Journal, pair: PairData, now: datetime) -> Place:
    """The case at this side's post, with the joint steps that are in force there today."""
    side, post = journal.side, pair.post_at(case.point, side=journal.side)
    other, state = pair.other(side), case.state_at(side)
    planned = {each: services_of([case.reference], side=each).get(case.reference, ())
               for each in (side, other)}
    day = now.astimezone(pair.country(side).zone).date()
    guests = pair.guests_at(side=side, post=post, day=day)
    leaving = exit_side(case.direction) == side
    return Place(
        reference=case.reference, side=side, post=post, planned=planned,
        cleared={each.service for each in findings_of([case.reference])
                 if (each.side, each.outcome) == (side, "cleared")},
        presented=state in (SideState.REGISTERED, SideState.HELD),
        over=case.phase in ENDS or state in _GONE or (
            leaving and case.entry_state is not SideState.EXPECTED),
        guests=[Guest(step=row.id, side=row.guest_side, service=row.guest_service,
                      host_post=row.host_post, legal_basis=row.legal_basis,
                      since=str(row.valid_from)) for row in guests])


@contextmanager
def _work(bench: Bench) -> Iterator[_Work]:
    """The case and its inspections as they stand, held while the officer acts."""
    journal, reference = bench.journal, bench.reference
    with begin(journal, actor=bench.actor, keys=[f"case:{reference}"],
               request=bench.request) as tx:
        place = place_of(by_reference(reference), journal=journal, pair=bench.pair, now=tx.now)
        yield _Work(tx=tx, place=place, records=inspections_of(reference),
                    inspection=bench.inspection)


def appoint_inspection(*, bench: Bench, asked: Asked) -> Inspected:
    """One appointment, place and unloading for all services that need it."""
    with _work(bench) as work:
        return work.done(operations.appoint(
            work.tx, place=work.place, records=work.records, asked=asked))


def change_appointment(
    *, bench: Bench, reason: str, where: str = "", starts: datetime | None = None,
    called_off: bool = False,
) -> Inspected:
    """Another time or place, or none."""
    with _work(bench) as work:
        operations.change(work.tx, place=work.place, record=work.record, reason=reason,
                          where=where, starts=starts, called_off=called_off)
        return work.done()


def begin_inspection(*, bench: Bench, asked: Asked | None = None) -> Inspected:
    """The goods are unloaded: as appointed, or at once as ``asked``."""
    with _work(bench) as work:
        if asked is None:
            operations.begin(work.tx, place=work.place, record=work.record)
            return work.done()
        return work.done(operations.begin_at_once(
            work.tx, place=work.place, records=work.records, asked=asked))


def note_fact(
    *, bench: Bench, kind: type[Fact], said: dict[str, Any], time: datetime | None = None
) -> Inspected:
    """Add a finding, a sample, a seal, or a sample's way from hand to hand. ``said``: its fields."""
    fact = kind(inspection=bench.inspection, side=bench.journal.side,
                service=bench.actor.service, **said)
    with _work(bench) as work:
        operations.note(work.tx, place=work.place, record=work.record, fact=fact, time=time)
        return work.done()


def add_photograph(
    *, bench: Bench, blobs: BlobStore, data: bytes, shows: str, time: datetime | None = None
) -> Inspected:
    """Add a photograph; its bytes are durable before the entry names them."""
    require(permissions.may_work(bench.actor))
    media_type = kind_of(data)
    fine = media_type in PICTURES and len(data) <= MOST_BYTES and is_whole(data)
    refuse_if([] if fine else [IsAPhotograph.fault(path="/file")], ground=Ground.INVALID)
    return note_fact(bench=bench, kind=Photographed, time=time, said={
        "sha256": blobs.put(data), "size": len(data), "media_type": media_type, "shows": shows})


def end_inspection(*, bench: Bench) -> Inspected:
    """The goods are loaded again."""
    with _work(bench) as work:
        operations.end(work.tx, place=work.place, record=work.record)
        return work.done()


def sign_record(*, bench: Bench, digest: str, conclusion: str, remark: str = "") -> Inspected:
    """The officer's service concludes over the record that was seen, on its own side's node."""
    with _work(bench) as work:
        operations.sign(work.tx, place=work.place, record=work.record, digest=digest,
                        conclusion=conclusion, remark=remark)
        return work.done()


def recognise_result(*, bench: Bench, fact: str) -> Inspected:
    """A result of the other side counts here too, where the pair's table says so: one of the record,
    or without an inspection a weighing at the other side's gate."""
    with _work(bench) as work:
        if not bench.inspection:
            _recognise_weighing(work, pair=bench.pair, fact=fact)
            return work.done()
        record = work.record
        operations.recognise(
            work.tx, place=work.place, record=record, fact=fact,
            bases=bases_of(record, pair=bench.pair, side=bench.journal.side, now=work.tx.now))
        return work.done()


def _recognise_weighing(work: _Work, *, pair: PairData, fact: str) -> None:
    side, case = work.place.side, by_reference(work.place.reference)
    other = pair.other(side)
    theirs = [each.uid for each in weighings_of(case.reference) if each.side == other]
    refuse_if([] if fact in theirs else [OtherSidesResult.fault(path="/fact")])
    day = work.tx.now.astimezone(pair.country(side).zone).date()
    operations.recognise_weighing(
        work.tx, place=work.place, fact=fact, recognised=recognised_of(case.reference),
        basis=pair.recognises("weighing", by_side=side, day=day,
                              post=pair.post_at(case.point, side=other)))


def bases_of(record: Record, *, pair: PairData, side: str, now: datetime) -> dict[str, str]:
    """By which agreement this side recognises what the other got at the host's post."""
    day = now.astimezone(pair.country(side).zone).date()
    return {subject: pair.recognises(subject, by_side=side, post=record.head.post, day=day)
            for subject in SUBJECTS}
