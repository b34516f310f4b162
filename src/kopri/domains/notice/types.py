"""Payloads and values of notices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Payload
from kopri.kernel.consignment import Consignment

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
    """What a carrier tells: already read by a codec. ``path``: where it stood in what was sent."""

    reference: str
    eta: datetime
    format: str
    document_sha256: str
    consignments: tuple[Consignment, ...]
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodged:
    """What was lodged: ``version`` 1, or that of a notice that stood already."""

    reference: str
    notice: str
    version: int
