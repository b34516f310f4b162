"""Hash chains: shares of a coin that were all fixed by one value before any of them was known.

``x[i-1] = SHA-256(x[i])``; ``x[0]`` is the anchor. The share of the draw for a quarter's n-th day is x[n].
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta

SIZE = 32
NOTHING = bytes(SIZE)  # stands for a share that is not there
_SECRET = b"kopri/chain/secret/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """A quarter of a year. ``name``: 2026-Q1; ``length``: its days."""

    name: str
    first: date
    length: int

    def position(self, day: date) -> int:
        """The day's place in the quarter's chains, from 1."""
        return (day - self.first).days + 1

    def after(self) -> "Quarter":
        """The quarter that follows."""
        return quarter_of(self.first + timedelta(days=self.length))

    def before(self) -> "Quarter":
        """The quarter that this one follows."""
        return quarter_of(self.first - timedelta(days=1))


def quarter_of(day: date) -> Quarter:
    """The quarter that a day is in."""
    number = (day.month - 1) // 3
    first = date(day.year, 3 * number + 1, 1)
    end = date(day.year + number // 3, 3 * (number + 1) % 12 + 1, 1)
    return Quarter(name=f"{day.year}-Q{number + 1}", first=first, length=(end - first).days)


def chain_end(secret: bytes, *, line: str, quarter: str) -> bytes:
    """The last value of a chain, always the same of one secret. ``line``: what is drawn for."""
    return hmac.digest(secret, b"|".join((_SECRET, line.encode(), quarter.encode())), "sha256")


def value_at(end: bytes, *, length: int, position: int) -> bytes:
    """x[position] of the chain of ``length`` links that ends in ``end``; 0 is the anchor."""
    if not 0 <= position <= length:
        raise ValueError(f"a chain of {length} has no place {position}")
    return _hashed(end, length - position)


def is_share(value: bytes, *, anchor: bytes, position: int) -> bool:
    """True where ``value`` is the chain's x[position]."""
    return len(value) == SIZE and _hashed(value, position) == anchor


def _hashed(value: bytes, times: int) -> bytes:
    for _ in range(times):
        value = hashlib.sha256(value).digest()
    return value
