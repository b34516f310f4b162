"""Payloads of inspections."""

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from kopri.journal.types import Authority, Payload

InspectionId = Annotated[str, Meta(max_length=40, description="opaque id")]
Words = Annotated[str, Meta(max_length=500)]
Line = Annotated[str, Meta(max_length=120)]
Number = Annotated[str, Meta(min_length=1, max_length=40, description="as printed on it")]
Service = Annotated[str, Meta(max_length=16, description="id in services.csv")]


class Invited(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A service that takes part."""

    side: str
    service: Service


class Guest(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """The joint step that lets a service of the other side in: a row of ``joint_steps.csv``."""

    step: str
    side: str
    service: Service
    host_post: str
    legal_basis: str
    since: Annotated[str, Meta(description="day from which it is in force, ISO 8601")]


class Act(Payload, frozen=True, kw_only=True):
    """Base: of which inspection, by whom."""

    inspection: InspectionId
    side: str


class Fact(Act, frozen=True, kw_only=True):
    """Base of what a service saw or did at the vehicle, or with what it took from it."""

    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    service: Service


class Deed(Act, frozen=True, kw_only=True):
    """Base of what only the side's own post may write."""

    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST


class Appointed(Deed, frozen=True, kw_only=True):
    """At this place and time the goods are unloaded, once, for all of these services.

    ``guests``: the joint steps in force; without, it is information only for the other side.
    """

    KIND: ClassVar[str] = "inspection.appointed"

    post: str
    place: Annotated[str, Meta(min_length=1, max_length=120)]
    starts: Annotated[str, Meta(description="RFC 3339, UTC")]
    minutes: Annotated[int, Meta(ge=5, le=1440, description="how long it is expected to take")]
    services: list[Invited]
    guests: list[Guest]


class AppointmentChanged(Deed, frozen=True, kw_only=True):
    """Another time or place, or none."""

    KIND: ClassVar[str] = "inspection.appointment_changed"

    place: Annotated[str, Meta(max_length=120)] | None = None
    starts: str | None = None
    called_off: bool = False
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class Began(Deed, frozen=True, kw_only=True):
    """The examination has visibly begun: from here on both sides have the record."""

    KIND: ClassVar[str] = "inspection.began"

    post: str
    place: Annotated[str, Meta(min_length=1, max_length=120)]
    services: list[Invited]
    guests: list[Guest]


class Found(Fact, frozen=True, kw_only=True):
    """One thing that was looked at: what was expected, what was found."""

    KIND: ClassVar[str] = "inspection.found"

    what: Annotated[str, Meta(max_length=24, description="a word of the closed list")]
    part: Annotated[str, Meta(max_length=32, description="part of the case; empty: the whole")] = ""
    expected: Line = ""
    found: Annotated[str, Meta(min_length=1, max_length=120)]
    unit: Annotated[str, Meta(max_length=16)] = ""
    differs: Annotated[bool, Meta(description="not as declared")] = False
    remark: Words = ""


class Photographed(Fact, frozen=True, kw_only=True):
    """A photograph, by its hash; the bytes travel apart."""

    KIND: ClassVar[str] = "inspection.photographed"

    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, Meta(ge=1)]
    media_type: Annotated[str, Meta(max_length=40)]
    shows: Line


class SampleTaken(Fact, frozen=True, kw_only=True):
    """A sample in a sealed bag; whoever took it has it in hand."""

    KIND: ClassVar[str] = "inspection.sample_taken"

    sample: Number
    part: Annotated[str, Meta(max_length=32)] = ""
    of: Annotated[str, Meta(min_length=1, max_length=120, description="what it is a sample of")]
    amount: Annotated[str, Meta(min_length=1, max_length=40)]
    purpose: Line = ""


class SampleGiven(Fact, frozen=True, kw_only=True):
    """Whoever has the sample gives it on: to a service, or to a laboratory by name."""

    KIND: ClassVar[str] = "inspection.sample_given"

    sample: Number
    to_side: str
    to_service: Service = ""
    to_laboratory: Line = ""


class SampleReceived(Fact, frozen=True, kw_only=True):
    """The sample is in the hands of the service that says so, or of the laboratory for it.

    ``intact``: the bag was whole and its number as written.
    """

    KIND: ClassVar[str] = "inspection.sample_received"

    sample: Number
    intact: bool
    laboratory: Line = ""
    receipt: Annotated[str, Meta(max_length=40)] = ""
    remark: Words = ""


class SampleTested(Fact, frozen=True, kw_only=True):
    """What the laboratory has found."""

    KIND: ClassVar[str] = "inspection.sample_tested"

    sample: Number
    laboratory: Annotated[str, Meta(min_length=1, max_length=120)]
    report: Annotated[str, Meta(min_length=1, max_length=40)]
    conforms: bool
    result: Annotated[str, Meta(min_length=1, max_length=500)]


class SealBroken(Fact, frozen=True, kw_only=True):
    """A seal was opened by a service. ``intact``: it was whole until then."""

    KIND: ClassVar[str] = "inspection.seal_broken"

    seal: Number
    intact: bool
    remark: Words = ""


class SealSet(Fact, frozen=True, kw_only=True):
    """A seal was set. ``instead_of``: the broken one whose place it takes."""

    KIND: ClassVar[str] = "inspection.seal_set"

    seal: Number
    where: Line
    instead_of: Annotated[str, Meta(max_length=40)] = ""


class Ended(Deed, frozen=True, kw_only=True):
    """The goods are loaded again: nothing is added at the vehicle any more."""

    KIND: ClassVar[str] = "inspection.ended"


class Signed(Deed, frozen=True, kw_only=True):
    """A service concludes, for its own side, over this record."""

    KIND: ClassVar[str] = "inspection.signed"

    service: Service
    digest: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256 over the record")]
    facts: Annotated[int, Meta(ge=0, description="how many entries the record had")]
    conclusion: Annotated[str, Meta(description="in_order or not_in_order")]
    remark: Words = ""


class Recognised(Deed, frozen=True, kw_only=True):
    """A result of the other side counts for this service too, by an agreement."""

    KIND: ClassVar[str] = "inspection.recognised"

    service: Service
    subject: Annotated[str, Meta(description="as in recognition.csv: weighing, sample, scan, seal")]
    fact: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="the entry of the record")]
    legal_basis: str


KINDS: tuple[type[Payload], ...] = (
    Appointed, AppointmentChanged, Began, Found, Photographed, SampleTaken, SampleGiven,
    SampleReceived, SampleTested, SealBroken, SealSet, Ended, Signed, Recognised,
)
