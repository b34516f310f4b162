"""An inspection as it stands, folded from what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from kopri.domains.inspection.types.entries import Guest, Invited

# what is looked at, in the order of the list on the screen
SUBJECTS = ("goods", "packages", "gross_mass", "weighing", "scan", "marks", "temperature",
            "condition", "animals", "pests", "hidden_space", "other")
MEASURED = frozenset({"packages", "gross_mass", "weighing", "temperature"})
# the facts of the record: what was seen and done at the vehicle
AT_THE_VEHICLE = ("found", "photographed", "sample_taken", "seal_broken", "seal_set")


class Conclusion(Enum):
    """What a service concludes from the record."""

    IN_ORDER = "in_order"
    NOT_IN_ORDER = "not_in_order"


class Standing(Enum):
    """As what a service of a side signs or works at a host's post."""

    HOST = "host"
    JOINT = "joint"  # a joint step lets it in
    INFORMATION = "information"  # it reads what the host found


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One entry, as rows hold it. ``person``: a pseudonymous id."""

    uid: str
    reference: str
    inspection: str
    act: str
    side: str
    service: str
    time: datetime
    recorded: datetime
    log: str
    number: int
    person: str
    said: Mapping[str, Any]

    @property
    def by(self) -> tuple[str, str]:
        """Side and service."""
        return self.side, self.service


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample. ``holder``: (side, service, laboratory) that has it; ``offered``: to whom it was given
    and who has not said yet that it came. ``gaps``: entries that do not fit hand to hand."""

    number: str
    taken: Written
    holder: tuple[str, str, str]
    offered: tuple[str, str, str] | None
    hands: Sequence[Written]
    gaps: Sequence[Written]
    tested: Sequence[Written]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A seal number: where it was set and where it was broken, as far as it was."""

    number: str
    set: Written | None
    broken: Written | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The last that a service signed. ``current``: over the record as it is now."""

    written: Written
    conclusion: Conclusion
    standing: Standing
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike:
    """The same thing, found differently by two services."""

    what: str
    part: str
    findings: Sequence[Written]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """When, where and who: the appointment, and what the beginning says of it."""

    inspection: str
    reference: str
    side: str
    post: str
    place: str
    services: tuple[Invited, ...]
    guests: tuple[Guest, ...]
    starts: datetime | None
    minutes: int
    began: datetime | None
    ended: datetime | None
    called_off: str

    def stands_as(self, side: str, service: str) -> Standing:
        """As what a service takes part."""
        if side == self.side:
            return Standing.HOST
        guests = {(each.side, each.service) for each in self.guests}
        return Standing.JOINT if (side, service) in guests else Standing.INFORMATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The whole record of one inspection. ``digest``: over ``facts``, in hex."""

    head: Head
    facts: Sequence[Written]
    digest: str
    findings: Sequence[Written]
    photographs: Sequence[Written]
    samples: Sequence[Sample]
    seals: Sequence[Seal]
    signatures: Sequence[Signature]
    recognised: Sequence[Written]
    unlike: Sequence[Unlike]
