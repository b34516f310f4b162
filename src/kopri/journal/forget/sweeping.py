"""Files that no entry names: kept for a form that was never sent, or for an act that was refused."""

from collections.abc import Callable, Iterable

from kopri.journal.core import Journal
from kopri.journal.locks import EVERYTHING
from kopri.journal.models import Blob


def sweep(*, names: Iterable[str], journal: Journal, remove: Callable[[str], None]) -> int:
    """Remove those of ``names`` that nothing names; how many. Nobody writes meanwhile."""
    swept = 0
    for name in names:
        if Blob.objects.filter(sha256=name).exists():
            continue
        with journal.locks.hold([EVERYTHING]):
            if not Blob.objects.filter(sha256=name).exists():
                remove(name)
                swept += 1
    return swept
