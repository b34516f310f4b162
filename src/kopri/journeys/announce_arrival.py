"""Announce: open or complete cases with what is coming, singly or a hundred at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime

from kopri.crossing import operations as crossing
from kopri.crossing.queries import CaseView, open_for_vehicles, views_of
from kopri.crossing.rules import KnownCase, broken_on_change, broken_on_opening
from kopri.crossing.types import Conveyance, CrewMember, Opening, Part
from kopri.domains.documents.ports import BlobStore
from kopri.domains.notice import operations as notice
from kopri.domains.notice.permissions import may_lodge
from kopri.domains.notice.queries import lodged_from
from kopri.domains.notice.rules import broken_lodging, wrong_with
from kopri.domains.notice.types import Lodged, Lodging
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.checks import NO_LISTS, CodeLists
from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.kernel.ids import plate_key
from kopri.kernel.rules import NotForThisRole, require

Vehicle = tuple[str, str]  # direction, comparable plate
Told = tuple[Ground, Fault]
# where faults of several grounds meet, the first of these decides
_GRAVEST = (Ground.DENIED, Ground.MISSING, Ground.CONFLICT, Ground.INVALID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a carrier tells. ``crossing``: the case it belongs to, if it has one already.

    ``path``: where it stood in what was sent, a JSON pointer; every fault's path begins with it.
    ``document``: the bytes that it was read from, to be kept; empty for a form. ``where``: leads
    from a path into the values here to one into what was sent.
    """

    direction: str
    point: str
    eta: datetime
    format: str
    document_sha256: str
    consignments: tuple[Consignment, ...]
    conveyance: Conveyance
    crossing: str = ""
    crew: tuple[CrewMember, ...] = ()
    path: str = ""
    document: bytes = b""
    where: Callable[[str], str] = str

    @property
    def vehicle(self) -> Vehicle:
        """By what its open case is found."""
        return self.direction, plate_key(self.conveyance.plate)


def announce(
    *, journal: Journal, pair: PairData, actor: Actor, announcements: Sequence[Announcement],
    blobs: BlobStore | None = None, lists: CodeLists = NO_LISTS, request: RequestKey | None = None,
) -> list[Lodged]:
    """Lodge all or none. The same document for the same vehicle is lodged once; several
    documents for one vehicle belong to one case. With ``blobs`` the documents are kept there.
    ``lists``: code lists that the goods and places must be in."""
    wrong = [_wrong(each, lists=lists) for each in announcements]
    announcements = _kept(announcements, blobs=blobs) if may_lodge(actor) else announcements
    keys = [f"plate:{':'.join(each.vehicle)}" for each in announcements]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        require(may_lodge(tx.actor))
        cases = _cases(announcements)
        known = [f"case:{case.reference}" for case in cases if case is not None]
        with journal.locks.hold(known) if known else nullcontext():
            cases = _cases(announcements) if known else cases
            _refuse_all([*_broken_all(tx, pair=pair, announcements=announcements, cases=cases),
                         *(told for some in wrong for told in some)])
            return tx.answer(_lodge(tx, pair=pair, announcements=announcements, cases=cases))


def _kept(
    announcements: Sequence[Announcement], *, blobs: BlobStore | None
) -> Sequence[Announcement]:
    """The documents in the store, before any lock is taken; without a store they are let go."""
    if blobs is None:
        return [replace(each, document=b"") for each in announcements]
    blobs.put_all([each.document for each in announcements if each.document])
    return announcements


def _cases(announcements: Sequence[Announcement]) -> list[CaseView | None]:
    """The case of each announcement: the one it names, or the vehicle's open one."""
    named = {case.reference: case
             for case in views_of([each.crossing for each in announcements if each.crossing])}
    open_ = open_for_vehicles([
        (each.direction, each.conveyance.plate) for each in announcements if not each.crossing
    ])
    return [
        named.get(each.crossing) if each.crossing else open_.get(each.vehicle)
        for each in announcements
    ]


def _wrong(each: Announcement, *, lists: CodeLists) -> list[Told]:
    """What is wrong with the goods and the vehicle, whatever case they belong to."""
    return [(Ground.INVALID, replace(fault, path=each.path + each.where(fault.path)))
            for fault in wrong_with(each.consignments, conveyance=each.conveyance, lists=lists)]


def _broken_all(
    tx: Writing, *, pair: PairData, announcements: Sequence[Announcement],
    cases: Sequence[CaseView | None],
) -> Iterator[Told]:
    for each, case in zip(announcements, cases, strict=True):
        for ground, fault in _broken(tx, each, pair=pair, case=case):
            yield ground, replace(fault, path=each.path + fault.path)


def _refuse_all(told: Sequence[Told]) -> None:
    """Every fault of every announcement at once."""
    if told:
        grounds = {ground for ground, _ in told}
        raise Refusal([fault for _, fault in told],
                      ground=next(ground for ground in _GRAVEST if ground in grounds))


def _broken(
    tx: Writing, each: Announcement, *, pair: PairData, case: CaseView | None
) -> Iterator[Told]:
    if case is not None:
        if tx.actor.role is Role.CARRIER and case.carrier not in ("", tx.actor.person):
            yield Ground.DENIED, NotForThisRole.fault()
        for fault in broken_on_change(phase=case.phase):
            yield Ground.CONFLICT, fault
    elif each.crossing:
        yield Ground.MISSING, KnownCase.fault(path="/crossing", reference=each.crossing)
    for fault in broken_on_opening(
        direction=each.direction, point=each.point, directions=pair.directions,
        points=[point.code for point in pair.pair.facts.points],
    ):
        yield Ground.INVALID, fault
    for fault in broken_lodging(consignments=each.consignments, eta=each.eta, now=tx.now):
        yield Ground.INVALID, fault


def _lodge(
    tx: Writing, *, pair: PairData, announcements: Sequence[Announcement],
    cases: Sequence[CaseView | None],
) -> list[Lodged]:
    fresh: dict[Vehicle, list[Announcement]] = {}
    for each, case in zip(announcements, cases, strict=True):
        if case is None:
            fresh.setdefault(each.vehicle, []).append(each)
    opening_drafts, opened = crossing.drafted(
        tx, openings=[_opening(tx, told) for told in fresh.values()],
        directions=pair.directions, points=[point.code for point in pair.pair.facts.points],
    )
    new = dict(zip(fresh, opened, strict=True))
    keys = [
        (case.reference if case else new[each.vehicle], each.document_sha256)
        for each, case in zip(announcements, cases, strict=True)
    ]
    done = lodged_from([each.document_sha256 for each in announcements],
                       references=[case.reference for case in cases if case])
    lodgings = {key: _lodging(each, reference=key[0])
                for key, each in zip(keys, announcements, strict=True) if key not in done}
    drafts, lodged = notice.drafted(tx, lodgings=list(lodgings.values()))
    tx.append_many([*opening_drafts, *drafts])
    done |= dict(zip(lodgings, lodged, strict=True))
    return [done[key] for key in keys]


def _opening(tx: Writing, told: Sequence[Announcement]) -> Opening:
    """One case for everything that one vehicle carries."""
    first = told[0]
    goods = [whole for each in told for whole in each.consignments]
    return Opening(
        direction=first.direction, point=first.point, mode="road", loaded=True,
        conveyance=first.conveyance, carrier=tx.actor.person, crew=first.crew,
        parts=tuple(
            Part(part=str(number), kind="consignment", description=whole.cargo_description[:200])
            for number, whole in enumerate(goods, start=1)
        ),
    )


def _lodging(each: Announcement, *, reference: str) -> Lodging:
    return Lodging(
        reference=reference, eta=each.eta, format=each.format, path=each.path,
        document_sha256=each.document_sha256, consignments=each.consignments,
        kept=bool(each.document),
    )
