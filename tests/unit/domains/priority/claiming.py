"""Vehicles that may go before others, for tests: announced, papers lodged, claimed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from kopri.domains.documents.types import Told
from kopri.domains.priority.operations import Claiming
from kopri.domains.priority.queries import ClaimView, claims_of
from kopri.journeys.attach_document import attach_document
from kopri.journeys.judge_document import Named, lodge_document
from kopri.journeys.serve_claims import Claimed, claim_priority
from kopri.kernel.actor import Actor
from tests.border import Border
from tests.files import pdf

SYSTEMS = {"D05": "Keden", "D07": "ASTANA-1 / Keden"}
TOMATOES, CATTLE, STEEL = "070200", "010229", "720827"
DAY = "2026-01-15"


def hours(border: Border, *wanted: int, ahead: int = 0) -> list[datetime]:
    """Hours of a day, of today without ``ahead``."""
    start = border.now.replace(hour=0, minute=0, second=0) + timedelta(days=ahead)
    return [start + timedelta(hours=hour) for hour in wanted or (7,)]


def loaded(border: Border, *codes: str, declared: bool = True, **change: Any) -> str:
    """A truck with these goods, its declaration lodged; its case."""
    border.plates += 1
    plate = change.pop("plate", f"{border.plates:03d} PRI 12")
    reference = border.announce(*(codes or (TOMATOES,)), plate=plate, crossing="",
                                document=f"{border.plates:x}", **change).reference
    if declared:
        declare(border, reference)
    return reference


def declare(border: Border, reference: str, *, document: str = "D07") -> None:
    """The customs system has its declaration."""
    lodge_document(**border.paired, actor=border.carrier(), number="50704/221126/0001234",
                   system=SYSTEMS[document], named=Named(reference=reference, told=Told(type=document)))


def claim(
    border: Border, reference: str, name: str = "perishable", *wanted: int,
    actor: Actor | None = None, wishes: Sequence[datetime] = (), **more: Any,
) -> Claimed:
    """The carrier claims; a second has passed since the last, as order goes by the second."""
    border.node.clock.move(seconds=1)
    return claim_priority(
        **border.paired, actor=actor or border.carrier(), reference=reference,
        claiming=Claiming(claim=name, wishes=wishes or hours(border, *wanted), **more))


def attach(border: Border, reference: str, document: str) -> None:
    """A file of the case."""
    attach_document(**border.paired, actor=border.carrier(), blobs=border.node.house.blobs,
                    reference=reference, data=pdf(reference.encode()), told=Told(type=document))


def claimed(reference: str) -> ClaimView:
    """What became of it."""
    return claims_of([reference])[reference]
