"""The consignments that a form is about: carried in it whole, shown one at a time, a few rows each.

What the form does not show is not lost: it lies in the packed part and comes back with each submit.
"""

import base64
import binascii
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import msgspec

from kopri.interfaces.web.announcing.fields import places, shown, taken
from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    TransportEquipment,
)
from kopri.kernel.errors import Fault

ROWS = 8  # of goods on one page
MOST_PACKED = 4 * 1024 * 1024  # bytes of JSON
BLANK = Consignment(items=(ConsignmentItem(),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """``at``: which consignment is open; ``start``: the first of its rows that is shown."""

    consignments: tuple[Consignment, ...] = (BLANK,)
    at: int = 0
    start: int = 0

    @property
    def open(self) -> Consignment:
        """The one that is shown."""
        return self.consignments[self.at]

    @property
    def blank(self) -> bool:
        """Nothing has been said yet."""
        return all(tidied(each) == Consignment() for each in self.consignments)

    def with_open(self, changed: Consignment) -> "Sheet":
        """The same with another one in the place of the one that is shown."""
        rest = list(self.consignments)
        rest[self.at] = changed
        return replace(self, consignments=tuple(rest))

    def texts(self) -> dict[str, str]:
        """What the form shows of the open one, by name of the field."""
        found: dict[str, str] = {}
        for place in places(self.open, start=self.start, rows=ROWS):
            found |= shown(self.open, place)
        return found

    def overlaid(self, sent: Mapping[str, str]) -> tuple["Sheet", list[Fault]]:
        """The same with what was typed; what cannot be read stays as it was, and is told."""
        changed, faults = self.open, []
        for place in places(self.open, start=self.start, rows=ROWS):
            if place.name in sent:
                changed, fault = taken(changed, place, sent)
                faults += [fault] if fault else []
        return self.with_open(changed), faults


def opened(
    consignments: Iterable[Consignment], *, at: int = 0, start: int = 0
) -> Sheet:
    """A sheet of these, each with a row to write in; what is out of bounds is the first."""
    known = tuple(
        each if each.items else msgspec.structs.replace(each, items=(ConsignmentItem(),))
        for each in consignments) or (BLANK,)
    at = at if 0 <= at < len(known) else 0
    return Sheet(consignments=known, at=at,
                 start=start if 0 <= start < len(known[at].items) else 0)


def fits(consignments: Iterable[Consignment]) -> bool:
    """Whether a form can carry them."""
    return len(msgspec.json.encode(list(consignments))) < MOST_PACKED


def pack(consignments: Iterable[Consignment]) -> str:
    """As a hidden field carries them."""
    plain = msgspec.json.encode(list(consignments))
    return base64.urlsafe_b64encode(zlib.compress(plain, 6)).decode()


def unpack(text: str) -> tuple[Consignment, ...]:
    """What a hidden field carried; nothing where it is not what we wrote, or far too large."""
    try:
        press = zlib.decompressobj()
        plain = press.decompress(base64.urlsafe_b64decode(text), MOST_PACKED)
        if not press.eof:
            return ()
        return tuple(msgspec.json.decode(plain, type=list[Consignment]))
    except (binascii.Error, ValueError, zlib.error, msgspec.MsgspecError):
        return ()


def written(consignment: Consignment) -> Consignment:
    """Without rows that nobody wrote in."""
    return msgspec.structs.replace(
        consignment, items=tuple(item for item in consignment.items if item != ConsignmentItem()),
        equipment=tuple(each for each in consignment.equipment if each != TransportEquipment()))


def tidied(consignment: Consignment, *, anew: bool = True) -> Consignment:
    """Without rows that nobody wrote in; goods numbered, totals as the goods add up. Not ``anew``:
    where it stated neither numbers nor totals, it does not begin to."""
    whole = msgspec.structs.replace(
        consignment, items=tuple(_tidy_item(item) for item in consignment.items))
    whole = written(whole)
    if anew or any(item.sequence is not None for item in whole.items):
        whole = msgspec.structs.replace(whole, items=_numbered(whole.items))
    return with_totals(whole, anew=anew)


def _tidy_item(item: ConsignmentItem) -> ConsignmentItem:
    return msgspec.structs.replace(item, **{
        name: tuple(each for each in getattr(item, name) if each != type(each)())
        for name in ("packages", "dangerous_goods", "handling")})


def _numbered(items: tuple[ConsignmentItem, ...]) -> tuple[ConsignmentItem, ...]:
    """Each row its own number; those that have one keep it."""
    last, numbered = max((item.sequence or 0 for item in items), default=0), []
    for item in items:
        if item.sequence is None:
            last += 1
            item = msgspec.structs.replace(item, sequence=last)
        numbered.append(item)
    return tuple(numbered)


def with_totals(consignment: Consignment, *, anew: bool = True) -> Consignment:
    """Totals that every row says its part of are what the rows add up to; not ``anew``: those that
    were stated."""
    items = consignment.items
    found: dict[str, Decimal | int] = {}
    for name in ("gross_weight_kg", "net_weight_kg"):
        parts = [getattr(item, name) for item in items]
        if parts and None not in parts:
            found[name] = sum(parts, Decimal(0))
    packed = [unit.quantity for item in items for unit in item.packages]
    if items and all(item.packages for item in items) and None not in packed:
        found["package_quantity"] = sum(quantity or 0 for quantity in packed)
    if consignment.item_quantity is not None and items:
        found["item_quantity"] = len(items)
    before = {name: getattr(consignment, name) for name in found}
    changed = {name: value for name, value in found.items()
               if before[name] != value and (anew or before[name] is not None)}
    return msgspec.structs.replace(consignment, **changed) if changed else consignment
