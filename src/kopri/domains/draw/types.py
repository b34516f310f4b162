"""What is told of a draw. All of it is public but the tag key, which the two sides alone know."""

from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Authority, Payload
from kopri.kernel.lines import Day, Direction, Hours, Moment

Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="32 bytes, hex")]
MaybeHash = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?$", description="32 bytes, hex, or empty")]
Quarter = Annotated[str, Meta(pattern=r"^\d{4}-Q[1-4]$")]
HourOfDay = Annotated[int, Meta(ge=0, le=23)]
DrawId = Annotated[str, Meta(description="<day>/<direction>/<point>/<vehicle class>")]
# [tag, cohort, public class, 1 if proven else 0, wished hours of the day (UTC), the best first]
ListRow = Annotated[tuple[Hash, Day, str, int, list[HourOfDay]], Meta(
    description="tag, cohort (a day), public class, proven (1 or 0), wished hours, the best first")]
Given = Annotated[tuple[Hash, HourOfDay], Meta(description="tag, hour of the day (UTC)")]


class ChainAnchored(Payload, frozen=True, kw_only=True):
    """A side fixes its shares of a quarter's draws of a line, before anybody knows what they do.

    ``anchor`` is x[0], and x[i-1] = SHA-256(x[i]); the share of the draw for the quarter's n-th day
    of slots is x[n].
    """

    KIND: ClassVar[str] = "draw.chain_anchored"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: str
    direction: Direction
    point: str
    vehicle_class: str
    quarter: Quarter
    anchor: Hash
    length: Annotated[int, Meta(description="days of the quarter")]


class ThirdNamed(Payload, frozen=True, kw_only=True):
    """A side writes down what a third has fixed. It serves where both sides hold the same anchor."""

    KIND: ClassVar[str] = "draw.third_named"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: str
    direction: Direction
    point: str
    vehicle_class: str
    quarter: Quarter
    third: Annotated[str, Meta(description="origin of the observer's log")]
    anchor: Hash
    note: Annotated[str, Meta(description="its own words, signed with its log's key (C2SP signed-note)")]


class TagKeyCommitted(Payload, frozen=True, kw_only=True):
    """The exit side fixes the key that makes a quarter's tags of its direction, and does not tell it."""

    KIND: ClassVar[str] = "draw.tag_key_committed"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    quarter: Quarter
    commitment: Annotated[Hash, Meta(description='SHA-256("kopri/tag-key/v1" || key)')]


class TagKeyShared(Payload, frozen=True, kw_only=True):
    """The key itself, for the neighbour alone, which can then check every tag."""

    KIND: ClassVar[str] = "draw.tag_key_shared"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    quarter: Quarter
    key: Hash


class RequestsListed(Payload, frozen=True, kw_only=True):
    """Part ``number`` (from 0) of the closed list; all parts together are in order of tag."""

    KIND: ClassVar[str] = "draw.requests_listed"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    draw: DrawId
    number: int
    rows: list[ListRow]


class DrawClosed(Payload, frozen=True, kw_only=True):
    """The list is fixed, and all else that the outcome depends on but the shares.

    ``root``: RFC 6962 root over the rows in order of tag, each as RFC 8785 JSON. Written in one
    commit with the list, which comes before it.
    """

    KIND: ClassVar[str] = "draw.closed"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    point: str
    vehicle_class: str
    day: Day
    draw: DrawId
    number: Annotated[int, Meta(description="rows")]
    parts: Annotated[int, Meta(description="entries that hold them")]
    root: Hash
    supply: Annotated[Hours, Meta(description="slots that are drawn for, an hour")]
    exit_revision: int
    entry_revision: int
    unproven_most: Annotated[int, Meta(
        description="slots for vehicles with neither deposit nor an earlier crossing, at most")]
    quarter: Quarter
    position: Annotated[int, Meta(description="day of the quarter, from 1: the place in each chain")]
    reveal_until: Moment
    thirds: Annotated[list[tuple[str, str]], Meta(
        description="origin and anchor of each third, in the order in which they are asked")]


class ShareRevealed(Payload, frozen=True, kw_only=True):
    """A side's share of a draw: it has followed the close and found all that it holds on the list."""

    KIND: ClassVar[str] = "draw.share_revealed"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: str
    draw: DrawId
    share: Hash


class DrawObjected(Payload, frozen=True, kw_only=True):
    """A side does not reveal its share, and says why. The draw is settled without it."""

    KIND: ClassVar[str] = "draw.objected"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: str
    draw: DrawId
    reason: Annotated[str, Meta(
        description="missing (requests), strange (rows that it knows nothing of), root, supply or key")]
    tags: Annotated[list[str], Meta(description="of the requests that are missing, or strange")]


class DrawSettled(Payload, frozen=True, kw_only=True):
    """The seed, and what it comes to. Every field but ``left`` can be recomputed by anyone.

    ``left`` does not say why: whoever left the list in time was struck in public, and of the rest it
    would tell which goods had no room.

    ``seed`` = SHA-256("kopri/draw/v1" || draw || root || share of the exit side || share of the entry
    side || third's share), 32 zero bytes for a share that is not ``in_time``. A ticket is
    SHA-256(seed || tag).
    """

    KIND: ClassVar[str] = "draw.settled"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    draw: DrawId
    shares: Annotated[dict[str, str], Meta(description="side -> its share as used")]
    marks: Annotated[dict[str, str], Meta(
        description="side -> in_time, late, missing, or wrong (not in its chain)")]
    third: Annotated[str, Meta(description="origin of the third that served; empty: none did")]
    third_share: Annotated[MaybeHash, Meta(description="empty: 32 zero bytes")]
    third_note: Annotated[str, Meta(
        description="the third's share and the sizes that it had cosigned by the deadline, signed")]
    seed: Hash
    slots: Annotated[list[Given], Meta(description="who gets which hour, in the order of the draw")]
    left: Annotated[list[Given], Meta(
        description="of those: tag, hour of who has left the list since, or whose hour has gone; the rest "
                    "are granted")]


KINDS: tuple[type[Payload], ...] = (
    ChainAnchored, ThirdNamed, TagKeyCommitted, TagKeyShared, RequestsListed, DrawClosed,
    ShareRevealed, DrawObjected, DrawSettled,
)
