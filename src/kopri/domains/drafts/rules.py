"""Rules of drafts: how many, how large, how long."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
MOST = 50  # of one person
LARGEST = 512 * 1024  # characters of all texts together
KEPT = timedelta(days=60)


class NotTooMany(Rule):
    """You have {most} drafts already."""

    code = "drafts.too_many"
    source = _HOUSE
    remedy = "Send some of them, or delete what is no longer needed."


class NotTooLong(Rule):
    """This is too long for a draft."""

    code = "drafts.too_large"
    source = _HOUSE
    remedy = "Announce it in parts, or send the waybill as a file."


class YourOwn(Rule):
    """There is no such draft of yours."""

    code = "drafts.unknown"
    source = _HOUSE
    remedy = "Open the list of your drafts; a draft is gone once it was sent, or after 60 days."


def broken_draft(*, texts: Mapping[str, str], others: int) -> Iterator[Fault]:
    """What speaks against keeping it. ``others``: how many more this person has."""
    if others >= MOST:
        yield NotTooMany.fault(most=MOST)
    if sum(len(name) + len(text) for name, text in texts.items()) > LARGEST:
        yield NotTooLong.fault()
