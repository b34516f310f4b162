"""What a codec hands back, and what every codec looks like."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from kopri.kernel.consignment import Consignment, TransportMovement
from kopri.kernel.errors import Fault

# The most bytes of one document; attachments travel apart.
MOST_BYTES = 10 * 1024 * 1024
# The most tags, or values, of one document: a waybill of ten thousand items has fewer.
MOST_PARTS = 500_000

# Optional schema check of the caller's: bytes to faults. The schemas are not part of the project.
Validator = Callable[[bytes], Iterable[Fault]]


# consignment number and model tokens to path and line, 0 where there are no lines
Place = Callable[[int, list[str | int]], tuple[str, int]]


def nowhere(number: int, tokens: list[str | int]) -> tuple[str, int]:
    """The place of what did not come from a document."""
    return "", 0


def placed(fault: Fault, *, number: int, place: Place) -> Fault:
    """A check's fault, with the path into the document instead of the model."""
    tokens = [int(token) if token.isdigit() else token for token in fault.path.split("/")[1:]]
    path, line = place(number, list(tokens))
    return replace(fault, path=path, params={**fault.params, "line": line} if line else fault.params)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to a question: ``value`` is what the caller passes back."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the document leaves open and nobody may guess. ``name``: ``leg`` or ``consignment``.

    ``message`` is a message id.
    """

    name: str
    message: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a message is for, where the format tells.

    ``kind``: ``declaration``, ``amendment``, ``cancellation``, ``notification`` or ``answer``; only
    a declaration announces a consignment. ``reference``: its sender's reference (LRN);
    ``registration``: the number that the customs gave (MRN). ``function_code``: UN/EDIFACT 1225.
    """

    kind: str
    function_code: str = ""
    type_code: str = ""
    reference: str = ""
    registration: str = ""

    @property
    def announces(self) -> bool:
        """True where the message by itself says what is coming."""
        return self.kind == "declaration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as read: values only where there is no fault.

    ``format``: the codec's name, empty where none knew the document. ``notices``: placeholders,
    assumptions and the like, which refuse nothing. ``consignment``: the one that was meant; None
    while a question about it is open. ``movement``: the leg that was meant, likewise. ``message``:
    what kind of message it is, where the format tells. ``kept``: the document itself, where its
    codec is ``Keeping``. ``place``: where a value of a consignment stands in the document.
    """

    format: str
    consignments: tuple[Consignment, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()
    questions: tuple[Question, ...] = ()
    consignment: Consignment | None = None
    movement: TransportMovement | None = None
    message: Message | None = None
    kept: bytes = b""
    place: Place = field(default=nowhere, compare=False, repr=False)

    def placed(self, fault: Fault, *, number: int) -> Fault:
        """A fault of the consignment of that number, with its path into the document."""
        return placed(fault, number=number, place=self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The caller's answers: a number counted from 1 in the order of the document.

    ``leg`` may also be the plate (the identifier of the means) where only one leg has it;
    ``consignment`` the consignment's or its waybill's identifier.
    """

    leg: str = ""
    consignment: str = ""


class Codec(Protocol):
    """One format: bytes to values and back, no I/O.

    ``read`` never raises: whatever the bytes are, what is wrong is in the reading's faults.
    ``write`` raises Refusal with every reason why the format cannot hold the consignment as it is;
    ``writes`` says whether there is a way back at all. ``omissions`` lists JSON pointers into the
    consignment of what the format has no place for.
    """

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def media_type(self) -> str: ...

    @property
    def writes(self) -> bool: ...

    def sniff(self, data: bytes) -> bool: ...

    def read(
        self, data: bytes, *, choice: Choice = ..., validator: Validator | None = None
    ) -> Reading: ...

    def write(self, consignment: Consignment) -> bytes: ...

    def omissions(self, consignment: Consignment) -> tuple[str, ...]: ...


class Keeping(Codec, Protocol):
    """A codec that keeps: it changes a document that it has read, and loses nothing of it.

    ``write_back`` takes ``kept`` of a reading and gives the document again, in UTF-8. Without a
    consignment, or with the one that was read, it is the same document: its canonical form (C14N)
    is that of ``kept``, with all values, comments, prefixes and white space. With a changed one the
    values that changed in the model are changed in the document, and what the model does not carry
    stays. ``number``: which of the consignments, from 0. A Refusal names every reason why the
    result would not be of the format.
    """

    def write_back(
        self, kept: bytes, consignment: Consignment | None = None, *, number: int = 0
    ) -> bytes: ...


@dataclass(slots=True)
class Draft:
    """Consignments just mapped, with the way from a field of theirs back to the document.

    ``place``: consignment number and model tokens to path and line (0 where there are no lines).
    ``message``: what kind of message it is, where the format tells. ``kept``: the document.
    """

    consignments: list[Consignment] = field(default_factory=list)
    place: Place = nowhere
    message: Message | None = None
    kept: bytes = b""
