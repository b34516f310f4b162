"""Add to the record, hand samples on, sign, recognise: check, then append."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kopri.domains.inspection import permissions
from kopri.domains.inspection.rules import (
    Place,
    PlausibleTime,
    broken_fact,
    broken_moment,
    broken_part,
    broken_recognition,
    broken_signature,
    broken_weighing,
    broken_words,
    recognisable,
    subject_of,
)
from kopri.domains.inspection.types import (
    Fact,
    Photographed,
    Recognised,
    Record,
    SampleGiven,
    SampleReceived,
    SampleTested,
    Signed,
    Written,
)
from kopri.journal.append.writing import Writing
from kopri.journal.queries import ref_of
from kopri.journal.types import Draft, Recorded
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require

_AFTERWARDS = (SampleGiven, SampleReceived, SampleTested)


def note(
    tx: Writing, *, place: Place, record: Record, fact: Fact, time: datetime | None = None
) -> Recorded:
    """Add what this officer's service saw or did.

    Who was given a sample may take it, also where nothing lets it work at the vehicle.
    """
    require(permissions.may_work(tx.actor))
    afterwards = isinstance(fact, _AFTERWARDS)
    refuse_if(broken_moment(record, at_the_vehicle=not afterwards))
    if not afterwards:
        refuse_if(broken_part(record, place=place, side=fact.side, service=fact.service))
    refuse_if([*broken_fact(fact, record=record),
               *([PlausibleTime.fault(path="/time")] if time and time > tx.now else [])],
              ground=Ground.INVALID)
    blobs = [fact.sha256] if isinstance(fact, Photographed) else []
    return tx.append(Draft(subject=place.reference, payload=fact, time=time, blobs=blobs))


def sign(
    tx: Writing, *, place: Place, record: Record, digest: str, conclusion: str, remark: str = ""
) -> Recorded:
    """Conclude over the record that was seen; it rests on each of its entries."""
    require(permissions.may_work(tx.actor))
    by = (tx.journal.side, tx.actor.service)
    refuse_if(broken_signature(record, place=place, by=by, digest=digest, conclusion=conclusion))
    refuse_if(broken_words(remark, path="/remark"), ground=Ground.INVALID)
    return tx.append(Draft(
        subject=place.reference, basis=[ref_of(fact.uid, subject=place.reference)
                                        for fact in record.facts],
        payload=Signed(inspection=record.head.inspection, side=by[0], service=by[1],
                       digest=digest, facts=len(record.facts), conclusion=conclusion,
                       remark=remark)))


def recognise(
    tx: Writing, *, place: Place, record: Record, fact: str, bases: Mapping[str, str]
) -> Recorded:
    """Take a result of the other side as one's own. ``bases``: the agreement for each subject."""
    require(permissions.may_work(tx.actor))
    by = (tx.journal.side, tx.actor.service)
    refuse_if(broken_recognition(record, by=by, fact=fact, place=place, bases=bases))
    subject = next(subject_of(each) for each in recognisable(record, side=by[0])
                   if each.uid == fact)
    return tx.append(Draft(
        subject=place.reference, basis=[ref_of(fact, subject=place.reference)],
        payload=Recognised(inspection=record.head.inspection, side=by[0], service=by[1],
                           subject=subject, fact=fact, legal_basis=bases[subject])))


def recognise_weighing(
    tx: Writing, *, place: Place, fact: str, basis: str, recognised: Iterable[Written]
) -> Recorded:
    """Take a weighing at the other side's gate as one's own. ``basis``: the agreement, or empty."""
    require(permissions.may_work(tx.actor))
    by = (tx.journal.side, tx.actor.service)
    refuse_if(broken_weighing(by=by, fact=fact, basis=basis, place=place, recognised=recognised))
    return tx.append(Draft(
        subject=place.reference, basis=[ref_of(fact, subject=place.reference)],
        payload=Recognised(inspection="", side=by[0], service=by[1], subject="weighing",
                           fact=fact, legal_basis=basis)))
