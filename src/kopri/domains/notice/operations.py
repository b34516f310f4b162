"""Lodge, amend and cancel: check, then append."""

from collections.abc import Sequence

from kopri.domains.notice import permissions
from kopri.domains.notice.queries import NoticeView
from kopri.domains.notice.rules import (
    NotPresented,
    StillNewest,
    StillThere,
    broken_lodging,
)
from kopri.domains.notice.states import NoticeState
from kopri.domains.notice.types import (
    Lodged,
    Lodging,
    NoticeAmended,
    NoticeCancelled,
    NoticeLodged,
)
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.ids import new_id
from kopri.kernel.rules import refuse_if, require


def drafted(tx: Writing, *, lodgings: Sequence[Lodging]) -> tuple[list[Draft], list[Lodged]]:
    """The drafts of new notices, checked but not yet appended, and what they will be."""
    require(permissions.may_lodge(tx.actor))
    refuse_if(
        (fault for lodging in lodgings for fault in broken_lodging(
            consignments=lodging.consignments, eta=lodging.eta, now=tx.now, path=lodging.path)),
        ground=Ground.INVALID,
    )
    lodged = [
        Lodged(reference=lodging.reference, notice=new_id(random=tx.random), version=1)
        for lodging in lodgings
    ]
    return [
        Draft(subject=lodging.reference, blobs=lodging.blobs, payload=NoticeLodged(
            notice=made.notice, version=made.version, eta=to_text(lodging.eta),
            format=lodging.format, document_sha256=lodging.document_sha256,
            consignments=list(lodging.consignments)))
        for lodging, made in zip(lodgings, lodged, strict=True)
    ], lodged


def lodge(tx: Writing, *, lodging: Lodging) -> Lodged:
    """Lodge one notice."""
    drafts, lodged = drafted(tx, lodgings=[lodging])
    tx.append_many(drafts)
    return lodged[0]


def amend(
    tx: Writing, *, notice: NoticeView, lodging: Lodging, carrier: str, presented: bool,
    after: int | None = None,
) -> Lodged:
    """The next version of a notice, until the goods are presented. ``after``: the version that its
    author has seen, where he says so."""
    _changeable(tx, notice=notice, carrier=carrier, presented=presented)
    refuse_if([] if after in (None, notice.version) else [
        StillNewest.fault(version=notice.version)])
    refuse_if([*broken_lodging(
        consignments=lodging.consignments, eta=lodging.eta, now=tx.now), *lodging.wrong],
        ground=Ground.INVALID)
    version = notice.version + 1
    tx.append(Draft(subject=notice.reference, blobs=lodging.blobs, payload=NoticeAmended(
        notice=notice.notice, version=version, eta=to_text(lodging.eta), format=lodging.format,
        document_sha256=lodging.document_sha256, consignments=list(lodging.consignments))))
    return Lodged(reference=notice.reference, notice=notice.notice, version=version)


def cancel(
    tx: Writing, *, notice: NoticeView, carrier: str, presented: bool, reason: str
) -> Recorded:
    """Withdraw a notice, until the goods are presented."""
    _changeable(tx, notice=notice, carrier=carrier, presented=presented)
    return tx.append(Draft(subject=notice.reference, payload=NoticeCancelled(
        notice=notice.notice, reason=reason)))


def _changeable(tx: Writing, *, notice: NoticeView, carrier: str, presented: bool) -> None:
    require(permissions.may_change(tx.actor, carrier=carrier))
    if presented or notice.state is NoticeState.PRESENTED:
        refuse_if([NotPresented.fault()])
    refuse_if([] if notice.state is NoticeState.LODGED else [StillThere.fault(path="/notice")])
