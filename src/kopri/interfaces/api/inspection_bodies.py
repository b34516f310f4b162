"""What the API takes about inspections: who, where and when comes from the caller and the case."""

from typing import Annotated

from msgspec import Meta

from kopri.domains.inspection.types import Invited
from kopri.interfaces.api.bodies import Body, Moment, Reason

Line = Annotated[str, Meta(max_length=120)]
Number = Annotated[str, Meta(max_length=40, description="as printed on bag or seal")]
Words = Annotated[str, Meta(max_length=500)]


class Attending(Invited, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A service that takes part."""


class AppointInspection(Body, frozen=True, kw_only=True):
    """One place and time for all services that need the goods unloaded."""

    place: Line
    services: Annotated[list[Attending], Meta(max_length=20)]
    starts: Moment
    minutes: Annotated[int, Meta(ge=0, le=10_000)]


class ChangeAppointment(Body, frozen=True, kw_only=True):
    """Another place or time, or none."""

    reason: Reason
    place: Line = ""
    starts: Moment | None = None
    called_off: bool = False


class BeginAtOnce(Body, frozen=True, kw_only=True):
    """Begin without an appointment."""

    place: Line
    services: Annotated[list[Attending], Meta(max_length=20)]


class NoteFinding(Body, frozen=True, kw_only=True):
    """One thing that was looked at. ``part``: of the case; empty: the whole."""

    what: Annotated[str, Meta(max_length=24)]
    found: Line
    expected: Line = ""
    part: Annotated[str, Meta(max_length=32)] = ""
    unit: Annotated[str, Meta(max_length=16)] = ""
    differs: bool = False
    remark: Words = ""
    time: Moment | None = None


class TakeSample(Body, frozen=True, kw_only=True):
    """A sample in a sealed bag."""

    sample: Number
    of: Line
    amount: Number
    part: Annotated[str, Meta(max_length=32)] = ""
    purpose: Line = ""
    time: Moment | None = None


class GiveSample(Body, frozen=True, kw_only=True):
    """To a service, or to a laboratory."""

    to_side: Annotated[str, Meta(max_length=8)]
    to_service: Annotated[str, Meta(max_length=16)] = ""
    to_laboratory: Line = ""
    time: Moment | None = None


class ReceiveSample(Body, frozen=True, kw_only=True):
    """It came; ``intact``: the bag was whole, its number as written."""

    intact: bool
    laboratory: Line = ""
    receipt: Number = ""
    remark: Words = ""
    time: Moment | None = None


class TellTest(Body, frozen=True, kw_only=True):
    """What the laboratory has found."""

    laboratory: Line
    report: Number
    conforms: bool
    result: Words
    time: Moment | None = None


class BreakSeal(Body, frozen=True, kw_only=True):
    """A seal was opened; ``intact``: it was whole until then."""

    seal: Number
    intact: bool
    remark: Words = ""
    time: Moment | None = None


class SetSeal(Body, frozen=True, kw_only=True):
    """A seal was set. ``instead_of``: the broken one whose place it takes."""

    seal: Number
    where: Line
    instead_of: Number = ""
    time: Moment | None = None


class SignRecord(Body, frozen=True, kw_only=True):
    """``digest``: of the record as it was read; ``conclusion``: in_order or not_in_order."""

    digest: Annotated[str, Meta(max_length=64)]
    conclusion: Annotated[str, Meta(max_length=16)]
    remark: Words = ""


class RecogniseResult(Body, frozen=True, kw_only=True):
    """``fact``: the uid of a weighing, scan, sample or seal of the other side."""

    fact: Annotated[str, Meta(max_length=64)]


INSPECTION_SHAPES = (AppointInspection, ChangeAppointment, BeginAtOnce, NoteFinding, TakeSample, GiveSample,
              ReceiveSample, TellTest, BreakSeal, SetSeal, SignRecord, RecogniseResult)
