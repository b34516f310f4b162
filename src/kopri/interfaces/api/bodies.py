"""What the API takes: one shape a request, all faults at once when it does not fit."""

from typing import Annotated

import msgspec
from msgspec import Meta

from kopri.crossing.types import Conveyance, CrewMember, Part
from kopri.domains.examination.types import Seen
from kopri.domains.weighing.types import AxleGroups, Mass

Moment = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$",
                             description="RFC 3339 in UTC, whole seconds")]
AnyPlate = Annotated[str, Meta(max_length=20, description="as read; may be empty")]
Reason = Annotated[str, Meta(min_length=1, max_length=500)]
Parts = Annotated[list[str], Meta(max_length=1000, description="parts of the case")]
LongText = Annotated[str, Meta(min_length=1, max_length=1000)]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base: unknown fields are faults, not silently dropped."""


class Vehicle(Conveyance, frozen=True, kw_only=True, omit_defaults=True,
              forbid_unknown_fields=True):
    """A conveyance as it is told; in the journal it may grow fields, here it may not."""


class Person(CrewMember, frozen=True, kw_only=True, omit_defaults=True,
             forbid_unknown_fields=True):
    """A person on board as they are told."""


class OnBoard(Part, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What may stay behind while the rest goes on; consignments come with the notice."""

    part: Annotated[str, Meta(min_length=1, max_length=32, description="a pseudonymous id")]
    kind: Annotated[str, Meta(pattern="^(passenger|wagon|vehicle)$")]


class OpenCrossing(Body, frozen=True, kw_only=True):
    """A case without goods, or before its waybill is there."""

    point: str
    direction: str
    conveyance: Vehicle
    loaded: bool = False
    crew: list[Person] = []
    parts: list[OnBoard] = []


class AmendCrossing(Body, frozen=True, kw_only=True):
    """What has changed; the rest stays."""

    conveyance: Vehicle | None = None
    crew: list[Person] | None = None
    parts: list[OnBoard] | None = None
    loaded: bool | None = None


class LodgeNotice(Body, frozen=True, kw_only=True):
    """What is coming: a document in a standard format, and what the format does not say.

    ``document``: JSON as it is; XML and CSV as a string; XLSX as a string of base64.
    """

    point: str
    direction: str
    eta: Moment
    document: msgspec.Raw
    format: Annotated[str, Meta(description="empty: recognised by its content")] = ""
    crossing: str | None = None
    conveyance: Vehicle | None = None
    crew: list[Person] = []
    leg: str = ""
    consignment: str = ""


class LodgeNotices(Body, frozen=True, kw_only=True):
    """Up to 1,000 at once: all are lodged, or none."""

    notices: Annotated[list[LodgeNotice], Meta(min_length=1, max_length=1000)]


class Why(Body, frozen=True, kw_only=True):
    """A reason."""

    reason: Reason
    time: Moment | None = None


class Wishes(Body, frozen=True, kw_only=True):
    """Wished hours, the best first.

    ``stands_until``: the day until which the request takes part in draws, and in what is given back.
    """

    wishes: list[Moment]
    stands_until: Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\d)?$")] = ""


class ClaimClass(Body, frozen=True, kw_only=True):
    """A class that goes before others, as the country names it, and wished hours, the best first.

    ``spoils_by``: when goods that spoil must have arrived; officers see it.
    """

    claim: Annotated[str, Meta(max_length=40)]
    wishes: list[Moment]
    spoils_by: Moment | None = None


class DecideClaim(Body, frozen=True, kw_only=True):
    """Whether the service approves a claim, and why."""

    approved: bool
    reason: LongText


class SendList(Body, frozen=True, kw_only=True):
    """Vehicles that a state body, or the postal operator, has sent. ``rule``: the row that asks for
    the list; ``received``: the local day on which it came."""

    rule: Annotated[str, Meta(max_length=16)]
    body: Annotated[str, Meta(max_length=200)]
    received: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
    plates: Annotated[list[str], Meta(max_length=5000)]


class CallForSafety(Body, frozen=True, kw_only=True):
    """What is in danger (person, animal, leak), and what the officer sees."""

    danger: Annotated[str, Meta(max_length=20)]
    reason: LongText


class OtherHours(Body, frozen=True, kw_only=True):
    """Other hours for a booking that stands, the best first; none: leave it as it is."""

    wishes: Annotated[list[Moment], Meta(max_length=24)]


class RecordReceipt(Body, frozen=True, kw_only=True):
    """Money that came to the bank. ``account``: a carrier's, or the reference of any of its cases."""

    account: Annotated[str, Meta(min_length=1, max_length=64)]
    amount_minor: Annotated[int, Meta(ge=1, le=10**12, description="minor units")]
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$", description="ISO 4217")]
    bank_reference: Annotated[str, Meta(min_length=1, max_length=64)]


class RecordRefund(RecordReceipt, frozen=True, kw_only=True):
    """Credit that was paid back."""

    reason: Annotated[str, Meta(max_length=200)] = ""


class GateRead(Body, frozen=True, kw_only=True):
    """A plate or a reference that was read, and where.

    ``direction`` and ``country``: for a vehicle that nobody announced, to open its case.
    """

    place: Annotated[str, Meta(pattern="^(waiting_area|gate|exit_gate)$")]
    plate: AnyPlate = ""
    reference: Annotated[str, Meta(
        max_length=300, description="as typed, or what a scanner read from the driver's card")] = ""
    direction: str = ""
    point: str = ""
    country: Annotated[str, Meta(pattern="^([A-Z]{2})?$", description="ISO 3166-1 alpha-2")] = ""
    time: Moment | None = None


class When(Body, frozen=True, kw_only=True):
    """When it happened; now where it is not given."""

    time: Moment | None = None


class Leave(Body, frozen=True, kw_only=True):
    """Through the exit gate. ``override``: a shift head's reason while the gate is held."""

    time: Moment | None = None
    override: Annotated[str, Meta(max_length=500)] = ""


class NeedOf(Body, frozen=True, kw_only=True):
    """What somebody in a waiting vehicle, or an animal, needs: water, heat, medical, livestock."""

    need: Annotated[str, Meta(max_length=16)]


class SwitchCalling(Body, frozen=True, kw_only=True):
    """Whether the post's node calls by itself, and why not (or why again)."""

    point: str
    automatic: bool
    reason: Annotated[str, Meta(max_length=500)]


class CameraEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What a camera saw; what else it says is passed over. ``plateImage``: the plate as text, as the
    operator interface calls it.

    ``eventTime``: ISO 8601; without an offset it is the post's local time; now where it is not
    given. ``eventId``: the camera's own; one event is taken once.
    """

    plateImage: Annotated[str, Meta(max_length=64)]
    eventTime: Annotated[str, Meta(max_length=40)] = ""
    eventId: Annotated[str, Meta(max_length=64)] = ""


class Unannounced(Body, frozen=True, kw_only=True):
    """A vehicle at the gate that nobody has announced: its case starts here."""

    point: str
    direction: str
    conveyance: Vehicle
    crew: list[Person] = []
    parts: list[OnBoard] = []
    loaded: bool = False
    weight_kg: Mass | None = None
    time: Moment | None = None


class OnTheScales(Body, frozen=True, kw_only=True):
    """What scales have said; ``axle_groups`` from the front."""

    gross_kg: Mass
    axle_groups: AxleGroups = ()
    time: Moment | None = None


class WeighEvent(OnTheScales, frozen=True, kw_only=True):
    """The same of a device: a ``plate`` or a ``reference``, and its own name.

    ``event_id``: sent again, it is taken once.
    """

    plate: AnyPlate = ""
    reference: Annotated[str, Meta(max_length=300)] = ""
    device: Annotated[str, Meta(min_length=1, max_length=64)]
    event_id: Annotated[str, Meta(max_length=64)] = ""


class SetLane(Body, frozen=True, kw_only=True):
    """Whether a lane is open from now on, and why."""

    open: bool
    reason: Reason


class RegisterVehicle(Body, frozen=True, kw_only=True):
    """A vehicle at the gate. ``direction`` and ``point``: where the case is not known here.

    ``override``: why a shift head takes it in although a record says that it is somewhere else.
    """

    plate: AnyPlate = ""
    weight_kg: Annotated[int, Meta(ge=1, le=200_000)] | None = None
    direction: str = ""
    point: str = ""
    time: Moment | None = None
    override: Annotated[str, Meta(max_length=500)] = ""


class LodgeDocument(Body, frozen=True, kw_only=True):
    """The number that a system gave. ``document``: an attached one; else what is said of another.

    ``system`` may be left out where only one takes such documents.
    """

    number: Annotated[str, Meta(max_length=80)]
    document: str = ""
    type: str = ""
    system: str = ""
    covers: Parts = []
    valid_to: str = ""


class AcceptDocument(Body, frozen=True, kw_only=True):
    """What a service accepts: an attached document, or a paper that was shown at its desk."""

    document: str = ""
    type: str = ""
    number: Annotated[str, Meta(max_length=80)] = ""
    covers: Parts = []
    valid_to: str = ""


class PublishCapacity(Body, frozen=True, kw_only=True):
    """Vehicles an hour that this side takes: 24 hours of a UTC day.

    ``limits``: goods class -> of these, how many may carry such goods in each hour. ``off_duty``:
    role of a service -> hours without it, beside those of the country's duty hours.
    """

    point: str
    direction: str
    day: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
    hours: Annotated[list[int], Meta(min_length=24, max_length=24)]
    valid_until: Moment
    vehicle_class: str = "truck"
    limits: dict[str, list[int]] = {}
    off_duty: dict[str, list[int]] = {}
    time: Moment | None = None


class CopyCapacity(Body, frozen=True, kw_only=True):
    """What is published for a day holds for other days too."""

    point: str
    direction: str
    day: str
    to: list[str]
    vehicle_class: str = "truck"


class ClosePoint(Body, frozen=True, kw_only=True):
    """This side takes nobody. ``since``: now, where it is not given; no class means all."""

    point: str
    direction: str
    until: Moment
    reason: str
    since: Moment | None = None
    vehicle_classes: list[str] = []
    text: Annotated[str, Meta(max_length=200)] = ""
    time: Moment | None = None


class ChangeClosure(Body, frozen=True, kw_only=True):
    """When it is expected to end; without it, it has ended."""

    until: Moment | None = None


class SeenPapers(Body, frozen=True, kw_only=True):
    """What the officer had before him, as the case's examination gave it (``own.now``): it is
    signed as it stands, or refused with what has changed meanwhile."""

    seen: Seen
    acts: Annotated[int, Meta(ge=0)]


class Examine(Body, frozen=True, kw_only=True):
    """Accept the papers unless facts differ, or take note of them."""

    now: SeenPapers


class NotAccept(Body, frozen=True, kw_only=True):
    """What is wrong with the papers, and what would mend them."""

    now: SeenPapers
    reason: LongText
    remedy: LongText


class Ask(Body, frozen=True, kw_only=True):
    """A question to whoever announced the case."""

    now: SeenPapers
    text: LongText


class Answer(Body, frozen=True, kw_only=True):
    """The answer; ``documents``: ids of documents of the case that belong to it."""

    text: LongText
    documents: Annotated[list[str], Meta(max_length=100)] = []


class Nothing(Body, frozen=True, kw_only=True):
    """Nothing but the request itself."""


BODIES: tuple[type[msgspec.Struct], ...] = (
          Nothing, OpenCrossing, AmendCrossing, LodgeNotice, LodgeNotices, Why, Wishes, OtherHours, ClaimClass,
          DecideClaim, SendList, CallForSafety, RecordReceipt, RecordRefund, GateRead,
          When,
          Leave, NeedOf, SwitchCalling, CameraEvent,
          Unannounced, OnTheScales, WeighEvent, SetLane, RegisterVehicle, SeenPapers, Examine,
          NotAccept, Ask, Answer, PublishCapacity, CopyCapacity, ClosePoint,
          ChangeClosure, LodgeDocument, AcceptDocument)
