"""The draw itself: a closed list, a seed, a supply and a quota, and who gets which hour.

By cohort, then by ticket; each gets the best of its wishes that is left.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SEED = b"kopri/draw/v1"
NO_QUOTA = 24_000  # more than the hours of a day ever hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A vehicle on a list: see ``draw.requests_listed``. ``wishes``: hours, the best first."""

    tag: str
    cohort: str
    public_class: str
    proven: bool
    wishes: tuple[int, ...]

    def wire(self) -> list[str | int | list[int]]:
        """The row as it is published, whose RFC 8785 bytes are a leaf of the tree."""
        return [self.tag, self.cohort, self.public_class, int(self.proven), list(self.wishes)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a draw gives: an hour of the day."""

    tag: str
    hour: int


def seed_of(
    *, draw: str, root: bytes, exit_share: bytes, entry_share: bytes, third_share: bytes
) -> bytes:
    """The seed; for a share that is missing, 32 zero bytes."""
    return hashlib.sha256(
        _SEED + draw.encode("ascii") + root + exit_share + entry_share + third_share).digest()


def undrawn_seed(draw: str) -> bytes:
    """What orders those who wait where no draw was held: the same for all who look."""
    return hashlib.sha256(_SEED + draw.encode("ascii")).digest()


def ticket(seed: bytes, tag: str) -> bytes:
    """The one ticket of a vehicle. A lower one comes first."""
    return hashlib.sha256(seed + bytes.fromhex(tag)).digest()


def in_order(rows: Iterable[Row], *, seed: bytes) -> list[Row]:
    """By cohort, those who have waited longest first; then by ticket."""
    return sorted(rows, key=lambda row: (row.cohort, ticket(seed, row.tag), row.tag))


def allocate(
    rows: Iterable[Row], *, seed: bytes, supply: Sequence[int], unproven_most: int
) -> list[Place]:
    """Who gets which hour, in the order of the draw.

    ``supply``: slots of each hour. ``unproven_most``: how many may go to vehicles that are not proven.
    """
    left, unproven_left, given = list(supply), unproven_most, []
    open_hours = sum(1 for count in left if count > 0)
    for row in in_order(rows, seed=seed):
        if not open_hours:
            break
        if not row.proven and not unproven_left:
            continue
        hour = next((wish for wish in row.wishes if left[wish] > 0), None)
        if hour is None:
            continue
        left[hour] -= 1
        open_hours -= left[hour] == 0
        unproven_left -= not row.proven
        given.append(Place(tag=row.tag, hour=hour))
    return given


def contended(row: Row, *, supply: Sequence[int]) -> bool:
    """Whether the row wished for anything that there was: without that, nothing is lost."""
    return any(supply[wish] > 0 for wish in row.wishes)


def quota(*, supply: Sequence[int], percent: float) -> int:
    """How many of a day's slots may go to vehicles that are not proven, rounded down.

    A hundred per cent is no quota: it does not bind what is published after the draw either.
    """
    if percent >= 100:
        return NO_QUOTA
    return int(sum(supply) * percent // 100)


Turn = tuple[bool, bool, str, bytes]


def turn(*, seed: bytes, tag: str, on_list: bool, cohort: str, asked: str) -> Turn:
    """When it is one's turn for an hour that is given back or comes late; the lowest comes first.

    First those on the draw's list, by cohort; then those who lost other draws, by cohort; then by day
    of request (``asked``); by ticket of the day's draw wherever these are equal.
    """
    return (not on_list, not cohort, cohort or asked, ticket(seed, tag))
