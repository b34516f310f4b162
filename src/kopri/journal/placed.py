"""Where an entry stands in its log: order within a log is what no writer can change afterwards."""

from collections.abc import Collection

from kopri.journal.models import Entry, Log
from kopri.journal.sealing import loosely


def index_of(*, log: str, subject: str, uid: str) -> int | None:
    """The index of an entry; None where it is not here, or has none yet."""
    row = Entry.objects.filter(
        log__origin=log, subject=subject, commitment=bytes.fromhex(uid)).first()
    return row.index if row else None


def is_cosigned(*, log: str, subject: str, uid: str) -> bool:
    """Whether this node has cosigned a tree of a followed log that holds the entry."""
    index = index_of(log=log, subject=subject, uid=uid)
    size = Log.objects.filter(origin=log).values_list("cosigned_size", flat=True).first()
    return index is not None and size is not None and index < size


def applied_of(log: str) -> int:
    """How many entries of a log have taken effect here: of the own one, all that are written."""
    row = Log.objects.filter(origin=log).first()
    return 0 if row is None else row.size if row.own else row.applied


def last_before(*, log: str, subject: str, kinds: Collection[str], index: int) -> str:
    """The kind of a log's last entry of these kinds about a subject before an index; or nothing."""
    named = [f"{kind}/1" for kind in kinds]
    row = Entry.objects.filter(
        log__origin=log, subject=subject, kind__in=named, index__lt=index).order_by("-index").first()
    return row.kind.partition("/")[0] if row else ""


def is_cited(*, subject: str, uid: str, kinds: Collection[str]) -> bool:
    """Whether an entry of these kinds about the same subject rests on the entry with this uid."""
    rows = Entry.objects.filter(subject=subject).select_related("log")
    cited = rows.filter(commitment=bytes.fromhex(uid)).first()
    if cited is None:
        return False
    names = [[cited.log.origin, uid], [cited.log.origin, cited.index]]
    acts = rows.filter(kind__in=[f"{kind}/1" for kind in kinds])
    return any(ref in names for act in acts for ref in loosely(bytes(act.entry or b"")).get("basis", []))
