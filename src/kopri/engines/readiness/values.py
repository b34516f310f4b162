"""What readiness is computed from: papers, parts, evidence, the case and its two sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import Enum


class Kind(Enum):
    """What a paper can be asked for."""

    CASE = "case"
    VEHICLE = "vehicle"
    CONSIGNMENT = "consignment"
    WAGON = "wagon"
    PERSON = "person"


class Answer(Enum):
    """What a rule says of a paper and a part."""

    NEEDED = "needed"
    MAYBE = "maybe"  # what decides it has not been told
    OFFERED = "offered"  # not needed, counts where it is there
    AT_BORDER = "at_border"  # given out there; nothing to prepare
    AFTERWARDS = "afterwards"  # due after the border
    AUTHORITY = "authority"  # the two authorities exchange it themselves
    NO = "no"


class State(Enum):
    """What became of a need, the best first."""

    ACCEPTED = "accepted"
    LODGED = "lodged"
    PREPARED = "prepared"
    REJECTED = "rejected"
    EXPIRED = "expired"  # will not be valid at the border
    MISSING = "missing"


class Step(Enum):
    """What is to be done next for a need, and by whom (a carrier, unless it says otherwise)."""

    NOTHING = "nothing"
    ATTACH = "attach"
    ANNOUNCE = "announce"
    BOOK = "book"
    NUMBER = "number"  # lodge it with the system and state its number
    RENEW = "renew"
    REPLACE = "replace"
    TELL = "tell"  # say what decides whether it is needed
    BRING = "bring"  # the officer looks at it at the border
    WAIT = "wait"  # the service or its system answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What counts as a paper: one of ``names``, issued as ``issue`` says (any, paper, electronic)."""

    names: frozenset[str]
    issue: str = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A service of a side, or the competent ``system``, has accepted or rejected a document."""

    accepted: bool
    side: str = ""
    service: str = ""
    system: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something shown: a file, a reference in a notice, a number that was stated.

    ``names``: what it goes by, codes (``un_1001:730``) and ids of papers. ``covers``: ids of parts;
    empty: the whole case. ``electronic``: None where nobody can tell. ``lodged``: numbers by side and
    system.
    ``valid_to``: last day, ISO 8601; empty: not told. ``verdicts``: standing ones.
    """

    names: frozenset[str]
    number: str = ""
    document: str = ""
    electronic: bool | None = None
    covers: frozenset[str] = frozenset()
    valid_to: str = ""
    lodged: Mapping[tuple[str, str], str] = field(default_factory=dict)
    stated_by: str = ""  # who stated the number: carrier, officer or system
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a side's law asks for, as of a day.

    ``matches``: what counts as it, itself first, then its stand-ins in force. ``regime``: whether
    the regime that it hangs on is in force. ``system``: where it is lodged; empty: it is shown.
    ``offset``, ``unit``: how long before ``due_at`` (for ``after_entry``: how long after).
    """

    side: str
    id: str
    when: str
    modes: frozenset[str]
    matches: tuple[Match, ...]
    services: tuple[str, ...] = ()
    sps_role: str = ""
    due_at: str = "arrival"
    offset: int = 0
    unit: str = ""
    at_border: bool = False
    fact: str = ""
    regime: bool = False
    system: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something of a case that papers are asked for.

    ``sps_roles``: by side the services' roles that must see the goods; ``coded``: all goods have a
    code, so that these are all. ``told``: a notice speaks of it. None: not told.
    """

    id: str
    kind: Kind
    description: str = ""
    told: bool = False
    coded: bool = False
    sps_roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dangerous: bool | None = None
    packages: int | None = None
    destination: str = ""
    citizenship: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A side of the case: its time and calendar, and what has happened there.

    ``overweight``: NEEDED, MAYBE or NO. ``entered``: when the case went in through its last gate.
    """

    code: str
    zone: tzinfo
    working_days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    holidays: frozenset[str] = frozenset()  # MM-DD
    overweight: Answer = Answer.NO
    refused: bool = False
    entered: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as far as papers go. ``expected``: at the crossing point, the slot or what was told."""

    mode: str
    now: datetime
    sides: tuple[Side, Side]
    parts: tuple[Part, ...]
    loaded: bool | None = None
    booked: bool = False
    expected: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
