"""Payloads and values of notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Payload
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault

NoticeId = Annotated[str, Meta(description="opaque id, made by the node where it was lodged")]


class NoticeLodged(Payload, frozen=True, kw_only=True):
    """This is coming. ``document_sha256``: of the document it was read from."""

    KIND: ClassVar[str] = "notice.lodged"

    notice: NoticeId
    version: int
    eta: Annotated[str, Meta(description="expected at the crossing point, UTC")]
    format: Annotated[str, Meta(description="name of the codec that read it")]
    document_sha256: str
    consignments: list[Consignment]


class NoticeAmended(Payload, frozen=True, kw_only=True):
    """The whole notice in its next version."""

    KIND: ClassVar[str] = "notice.amended"

    notice: NoticeId
    version: int
    eta: str
    format: str
    document_sha256: str
    consignments: list[Consignment]


class NoticeCancelled(Payload, frozen=True, kw_only=True):
    """It is not coming, or not with this case."""

    KIND: ClassVar[str] = "notice.cancelled"

    notice: NoticeId
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


KINDS: tuple[type[Payload], ...] = (NoticeLodged, NoticeAmended, NoticeCancelled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodging:
    """What a carrier tells: already read by a codec. ``path``: where it stood in what was sent.

    ``kept``: the document's bytes are in the blob store. ``wrong``: faults of the goods that are
    known already.
    """

    reference: str
    eta: datetime
    format: str
    document_sha256: str
    consignments: tuple[Consignment, ...]
    path: str = ""
    kept: bool = False
    wrong: tuple[Fault, ...] = ()

    @property
    def blobs(self) -> tuple[str, ...]:
        """The files that the entry names."""
        return (self.document_sha256,) if self.kept else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodged:
    """What was lodged: ``version`` 1, or that of a notice that stood already."""

    reference: str
    notice: str
    version: int


def parts_of(consignments: Sequence[Consignment]) -> list[str]:
    """What each consignment is called as a part of its case: its waybill's number, or its own.

    So a part keeps its name when others are added or taken away. One without a number goes by its
    place, and a number that comes again by how often it has come.
    """
    times: dict[str, int] = {}  # in the order in which they were named
    for place, whole in enumerate(consignments, start=1):
        waybill = whole.waybill.identifier if whole.waybill else ""
        name = number = (waybill or whole.identifier or f"#{place}")[:60]
        while name in times:
            times[number] += 1
            name = f"{number} #{times[number]}"
        times[name] = 1
    return list(times)
