"""Rules of notices."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_PRELIMINARY = "CU Commission decision 899; EEC Board decision 56 of 17 April 2018"
_HOUSE = "Köpri, docs/reference/rules"
LONGEST_AHEAD = timedelta(days=30)


class CarriesSomething(Rule):
    """A notice needs at least one consignment."""

    code = "notice.empty"
    source = _HOUSE
    remedy = "Add the waybill's goods; an empty vehicle needs no notice."


class NotTooEarly(Rule):
    """The expected time lies more than 30 days ahead."""

    code = "notice.too_early"
    source = _PRELIMINARY
    remedy = "Lodge the notice at most 30 days before the arrival."


class NotInThePast(Rule):
    """The expected time has passed."""

    code = "notice.eta_in_past"
    source = _PRELIMINARY
    remedy = "Give the time at which the vehicle will be at the crossing point."


class NotPresented(Rule):
    """The goods are at the gate; the notice can no longer be changed."""

    code = "notice.presented"
    source = _PRELIMINARY
    remedy = "Tell the customs officer at the post what differs."


class StillNewest(Rule):
    """Somebody has sent version {version} meanwhile."""

    code = "notice.newer_version"
    source = _HOUSE
    remedy = "Look at what you would change of it, then send again."


class StillThere(Rule):
    """There is no such notice to change."""

    code = "notice.unknown"
    source = _HOUSE
    remedy = "Check the notice's number; a cancelled notice cannot be changed."


def broken_lodging(
    *, consignments: Sequence[Consignment], eta: datetime, now: datetime, path: str = ""
) -> Iterator[Fault]:
    """What speaks against lodging."""
    if not consignments:
        yield CarriesSomething.fault(path=f"{path}/document")
    if eta - now > LONGEST_AHEAD:
        yield NotTooEarly.fault(path=f"{path}/eta")
    if eta < now - timedelta(hours=1):
        yield NotInThePast.fault(path=f"{path}/eta")
