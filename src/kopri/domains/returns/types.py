"""Payloads of returns."""

from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Authority, Payload

Number = Annotated[str, Meta(description="names the return, unique in the log that opened it")]
Note = Annotated[str, Meta(max_length=500)]


class ReturnOpened(Payload, frozen=True, kw_only=True):
    """The entry side has refused: the vehicle, or the part, is to go back."""

    KIND: ClassVar[str] = "returns.opened"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    number: Number
    service: str
    part: Annotated[str, Meta(description="<kind>:<its id>; empty: the whole vehicle")] = ""
    rule: Annotated[str, Meta(max_length=200)] = ""


class ReturnWithdrawn(Payload, frozen=True, kw_only=True):
    """The refusal was taken back; nothing goes back."""

    KIND: ClassVar[str] = "returns.withdrawn"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    number: Number


class ReturnAnswered(Payload, frozen=True, kw_only=True):
    """The exit side answers: it takes it back, or objects."""

    KIND: ClassVar[str] = "returns.answered"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    number: Number
    answer: Annotated[str, Meta(description="takes_back or objects")]
    note: Annotated[Note, Meta(description="where and how it is taken back, or why not")]


class ReturnReceived(Payload, frozen=True, kw_only=True):
    """It is back on the exit side."""

    KIND: ClassVar[str] = "returns.received"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    number: Number


KINDS: tuple[type[Payload], ...] = (
    ReturnOpened, ReturnWithdrawn, ReturnAnswered, ReturnReceived)
