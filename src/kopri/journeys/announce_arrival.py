"""Announce: open or complete cases with what is coming, singly or a hundred at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing import operations as crossing
from kopri.crossing.queries import CaseView, by_reference, open_for_vehicles
from kopri.crossing.rules import broken_on_change
from kopri.crossing.types import Conveyance, CrewMember, Opening, Part
from kopri.domains.notice import operations as notice
from kopri.domains.notice.queries import lodged_from
from kopri.domains.notice.types import Lodged, Lodging
from kopri.engines.countrydata import PairData
from kopri.journal.core import Journal
from kopri.journal.requests import RequestKey
from kopri.journal.writing import Writing, begin
from kopri.kernel.actor import Actor, Role
from kopri.kernel.consignment import Consignment
from kopri.kernel.ids import plate_key
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a carrier tells. ``crossing``: the case it belongs to, if it has one already."""

    direction: str
    point: str
    eta: datetime
    format: str
    document_sha256: str
    consignments: tuple[Consignment, ...]
    conveyance: Conveyance
    crossing: str = ""
    crew: tuple[CrewMember, ...] = ()


def announce(
    *, journal: Journal, pair: PairData, actor: Actor, announcements: Sequence[Announcement],
    request: RequestKey | None = None,
) -> list[Lodged]:
    """Lodge all or none. The same document for the same vehicle is lodged once."""
    keys = [f"plate:{each.direction}:{plate_key(each.conveyance.plate)}" for each in announcements]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        cases = _cases(announcements)
        _own_and_open(tx, [case for case in cases if case is not None])
        drafts, fresh = crossing.drafted(
            tx, openings=[_opening(tx, each) for each, case in zip(announcements, cases, strict=True)
                          if case is None],
            directions=pair.directions, points=[point.code for point in pair.pair.facts.points],
        )
        opened = iter(fresh)
        references = [case.reference if case else next(opened) for case in cases]
        done, lodgings = _split(announcements, references)
        lodge_drafts, lodged = notice.drafted(tx, lodgings=lodgings)
        tx.append_many([*drafts, *lodge_drafts])
        made = iter(lodged)
        return tx.answer([known or next(made) for known in done])


def _cases(announcements: Sequence[Announcement]) -> list[CaseView | None]:
    """The case of each announcement: the one it names, or the vehicle's open one."""
    known = open_for_vehicles([
        (each.direction, each.conveyance.plate) for each in announcements if not each.crossing
    ])
    return [
        by_reference(each.crossing) if each.crossing
        else known.get((each.direction, plate_key(each.conveyance.plate)))
        for each in announcements
    ]


def _own_and_open(tx: Writing, cases: Sequence[CaseView]) -> None:
    for case in cases:
        require(tx.actor.role is not Role.CARRIER or case.carrier in ("", tx.actor.person))
        refuse_if(broken_on_change(phase=case.phase))


def _opening(tx: Writing, each: Announcement) -> Opening:
    return Opening(
        direction=each.direction, point=each.point, mode="road", loaded=True,
        conveyance=each.conveyance, carrier=tx.actor.person, crew=each.crew,
        parts=tuple(
            Part(part=str(number), kind="consignment", description=whole.cargo_description[:200])
            for number, whole in enumerate(each.consignments, start=1)
        ),
    )


def _split(
    announcements: Sequence[Announcement], references: Sequence[str]
) -> tuple[list[Lodged | None], list[Lodging]]:
    """Which are lodged already (in their place), and what is left to lodge."""
    done = [
        lodged_from(each.document_sha256, references=[reference])
        for each, reference in zip(announcements, references, strict=True)
    ]
    return done, [
        Lodging(reference=reference, eta=each.eta, format=each.format,
                document_sha256=each.document_sha256, consignments=each.consignments)
        for each, reference, known in zip(announcements, references, done, strict=True)
        if known is None
    ]
