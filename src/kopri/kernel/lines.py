"""What is queued for: a crossing point, a direction, a class of vehicles; and what they carry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from msgspec import Meta

Moment = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", description="UTC")]
Direction = Annotated[str, Meta(description="<exit>-<entry>, ISO 3166-1 in lower case")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$", description="UTC day of the 24 hours")]
Hours = Annotated[list[int], Meta(min_length=24, max_length=24, description="one number an hour")]

TRUCK, CAR, COACH = "truck", "car", "coach"
VEHICLE_CLASSES = (TRUCK, CAR, COACH)
# each vehicle is of one of them; a side may take fewer of one in an hour than vehicles in all
EMPTY, LOADED, DANGEROUS, LIVE_ANIMALS = "empty", "loaded", "dangerous", "live_animals"
GOODS_CLASSES = (EMPTY, LOADED, DANGEROUS, LIVE_ANIMALS)
# their hours would tell who carries what: in public there are sums of a day alone
UNTOLD = frozenset({DANGEROUS, LIVE_ANIMALS})
# what the public may know of a vehicle in the queue
ORDINARY, POST, PAID, PRIORITY = "ordinary", "post", "paid", "priority"
PUBLIC_CLASSES = (ORDINARY, POST, PAID, PRIORITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is queued for."""

    point: str
    direction: str
    vehicle_class: str

    @property
    def lock(self) -> str:
        """The key under which all that is granted here is decided."""
        return f"line:{self.direction}:{self.point}"

    @property
    def name(self) -> str:
        """``<direction>/<point>/<vehicle class>``."""
        return f"{self.direction}/{self.point}/{self.vehicle_class}"

    def draw(self, day: str) -> str:
        """The draw of this line for the slots of a day."""
        return f"{day}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a vehicle carries, as far as the queue asks.

    ``goods``: one of ``GOODS_CLASSES``; ``services``: roles that must see it on either side, so that a
    slot exists only while they are on duty.
    """

    goods: str = LOADED
    services: tuple[str, ...] = ()


def public_class_of(load: Load) -> str:
    """As what a vehicle stands on a list: that it may go first is told, not what it carries."""
    return PRIORITY if load.goods in UNTOLD else ORDINARY


def day_of(slot: datetime) -> str:
    """The UTC day of an hour, as capacities are published."""
    return slot.strftime("%Y-%m-%d")
