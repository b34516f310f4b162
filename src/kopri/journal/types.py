"""Values of the journal: payloads, entries, what a write returns, routes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

PUBLIC = "*"
CENTRE, POST, OBSERVER = "centre", "post", "observer"  # roles of nodes


class Authority(Enum):
    """Which log may write a kind (the table *Facts and acts* of the protocol)."""

    FACT = "fact"  # whoever observed it
    FACT_OF_SIDE = "fact_of_side"  # whoever of the side that the payload names observed it
    EXIT_SIDE = "exit_side"  # the centre of the exit side of the payload's direction
    OWN_SIDE = "own_side"  # the centre of the side that the payload names
    OWN_PLACE = "own_place"  # the same, or a post of that side for itself
    EXIT_POST = "exit_post"  # the exit side's post where it is done, or its centre
    OWN_POST = "own_post"  # the post of that side where it is done, or its centre


class Payload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of every kind's payload. A field that is None is not written.

    ``KEPT``: never forgotten, as it is not about a case (the journal's own kinds are neither).
    """

    KIND: ClassVar[str]
    VERSION: ClassVar[int] = 1
    AUTHORITY: ClassVar[Authority] = Authority.FACT
    KEPT: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as projections see it: one part, own or followed alike.

    ``payload`` holds only the fields that this node may read; a field that is not there is
    unknown, which differs from empty. ``own`` marks the half that never leaves its node.
    ``uid`` is the commitment in hex: it names the entry before it has an index.
    """

    log: str
    side: str
    kind: str
    version: int
    own: bool
    subject: str
    time: datetime
    recorded: datetime
    actor: Mapping[str, str]
    seen: Mapping[str, int]
    payload: Mapping[str, Any]
    uid: str
    audience: tuple[str, ...] = ()
    index: int | None = None
    event: str = ""

    @property
    def shared(self) -> bool:
        """True where both sides hold this entry."""
        return self.audience == (PUBLIC,) or len({
            label.partition("/")[0] for label in self.audience}) > 1

    def only(self, *names: str) -> dict[str, Any]:
        """The named fields that are there."""
        return {name: self.payload[name] for name in names if name in self.payload}


Projection = Callable[[Sequence[Entry]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """A journey that an entry starts, on nodes that have the authority for it.

    ``elsewhere``: only where another log wrote it; what is written here is answered in its commit.
    """

    journey: str
    authority: Authority = Authority.FACT
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What becomes of one kind: its type, its projections in order, the journeys it starts.

    ``shared`` projections feed the ``shared_*`` tables and see only what both sides hold;
    ``local`` ones see everything that this node may read, own halves included; ``own`` ones only
    what logs of this node's side wrote, whatever another side's log may say. ``folds`` are
    shared ones that sum up entries of many kinds: they come last and are handed a whole batch.
    """

    payload: type[Payload]
    own: tuple[Projection, ...] = ()
    local: tuple[Projection, ...] = ()
    shared: tuple[Projection, ...] = ()
    folds: tuple[Projection, ...] = ()
    next: tuple[Next, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an operation hands to ``append``: a payload and where it belongs.

    ``time``: when it happened; the writing's now where it is None. ``basis``: the entries that an
    act rests on, as ``Recorded.ref`` gives them. ``blobs``: SHA-256 in hex. ``audience``: only for
    the journal's own ticks, each of which speaks to one label; all else goes by the exchange table.
    ``discreet``: whom it leaves the side for learns that the node wrote it, not who or which service.
    """

    payload: Payload
    subject: str
    time: datetime | None = None
    source: str = "device"
    basis: Sequence[tuple[str, int | str]] = ()
    blobs: Sequence[str] = ()
    audience: tuple[str, ...] | None = None
    discreet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was written. ``index`` is None until a PostgreSQL node's sequencer has run."""

    log: str
    uid: str
    index: int | None = None

    @property
    def ref(self) -> tuple[str, int | str]:
        """How a later act names this entry in its basis."""
        return (self.log, self.index if self.index is not None else self.uid)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIdentity:
    """A log and its keys: verifier keys in the C2SP text form, the side, the reference letter.

    ``role``: ``centre``, ``post`` or ``observer``; ``post``: the code of a post's post.
    """

    origin: str
    side: str
    role: str
    letter: str
    log_key: str
    witness_key: str
    http_key: str = ""
    post: str = ""


class LogAdmitted(Payload, frozen=True, kw_only=True):
    """This log is that side's, or that post's: from here on it may write its acts."""

    KIND: ClassVar[str] = "log.admitted"

    origin: str
    side: str
    role: str
    letter: str
    log_key: str
    witness_key: str
    post: str = ""


class Tick(Payload, frozen=True, kw_only=True):
    """So many entries were addressed to this label so far; a withheld tail shows."""

    KIND: ClassVar[str] = "journal.tick"

    label: str
    count: int


class Forgot(Payload, frozen=True, kw_only=True):
    """These entries of this log are forgotten: whoever holds them destroys their salt and bytes."""

    KIND: ClassVar[str] = "journal.forgot"

    ranges: Annotated[list[list[int]], Meta(
        min_length=1, description="[first, last] index, rising, apart; the record's own are passed over")]
    cases: Annotated[list[str], Meta(
        description="what was recorded of these cases before then counts in no table any more")]
    before: Annotated[str, Meta(
        description="nothing recorded then or later is forgotten; at least 30 days ago")]
    rules: Annotated[list[str], Meta(min_length=1, description="rows of retention.csv it rests on")]
    kinds: Annotated[dict[str, int], Meta(description="how many of each kind; stays with the node")]


class LogKeyNamed(Payload, frozen=True, kw_only=True):
    """This key takes the place of an older one; until ``old_end`` both hold. Times are real ones.

    A log names its own keys. Of another log it is the order of the writer's ministry, for the
    writer's own node.
    """

    KIND: ClassVar[str] = "log.key_named"

    origin: Annotated[str, Meta(description="the log whose node has the key")]
    use: Annotated[str, Meta(description="log, witness or http")]
    key: Annotated[str, Meta(description="vkey of C2SP signed-note")]
    valid_from: Annotated[str, Meta(description="from when the node signs with it, RFC 3339")]
    old_end: Annotated[str, Meta(
        description="when those before it end, RFC 3339; the same time by order after a theft")]


class Recovered(Payload, frozen=True, kw_only=True):
    """An older database was restored; what had been signed was taken back from a witness."""

    KIND: ClassVar[str] = "journal.recovered"

    held: Annotated[int, Meta(description="how many entries the restored database had published")]
    size: Annotated[int, Meta(description="how many entries the log had, as the witness showed it")]
    missing: Annotated[int, Meta(
        description="of those between, how many came back as leaves alone, without their openings")]
    counts: Annotated[dict[str, int], Meta(
        description="the running number from which each label goes on; what lies between the last "
        "that is known and this one was never given, or is lost")]
    witness: Annotated[str, Meta(description="the log of the node that showed it")]


class SigningOrdered(Payload, frozen=True, kw_only=True):
    """An operator has ordered this node to sign, though its witnesses could not be asked."""

    KIND: ClassVar[str] = "journal.signing_ordered"

    size: Annotated[int, Meta(description="how many entries the database had published")]
    signed: Annotated[int, Meta(
        description="how many entries had been signed, as far as this node remembers")]
    root: Annotated[str, Meta(description="the root that was signed for them, in hex")]
    because: Annotated[str, Meta(description="the reason that the operator gave")]


KINDS: tuple[type[Payload], ...] = (LogAdmitted, LogKeyNamed, Tick, Forgot, Recovered,
                                    SigningOrdered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One line of ``/log/open``: the bytes as sent, and what they say.

    Of a forgotten entry there is no salt and no entry, and ``forgot`` is the index of the entry
    that names it.
    """

    salt: bytes
    entry: bytes
    stamp: bytes
    commitment: bytes
    forgot: int | None = None
    envelope: Mapping[str, Any] = field(default_factory=dict)
    index: int = 0
    count: Mapping[str, int] = field(default_factory=dict)
    fault: str = ""
