"""``kopri journal forget``: destroy what has been kept long enough."""

import time
from datetime import UTC, datetime, timedelta
from typing import TextIO

from kopri.interfaces.house import House
from kopri.journal.forget.scrubbing import scrub
from kopri.journal.forget.sweeping import sweep
from kopri.journeys.forget_cases import forget_cases

# longer than a draft may wait with its files (domains.drafts)
UNNAMED = timedelta(days=62)
# a database server may look at its tables by itself just now, or a page may be read
_ROUNDS, _PAUSE_SECONDS = 30, 0.5


def forget(house: House, *, dry: bool, before: datetime | None, out: TextIO) -> int:
    """Forget what is due, or only say what would go; status 1 where its bytes are not gone yet."""
    found = forget_cases(journal=house.journal, pair=house.pair, before=before, dry=dry)
    said = "would be forgotten" if dry else "forgotten"
    print(f"{found.cases} cases, {sum(found.kinds.values())} entries {said}", file=out)
    for kind, number in sorted(found.kinds.items()):
        print(f"    {number:8} {kind}", file=out)
    for rule in found.rules:
        print(f"    by {rule}", file=out)
    if not dry:
        swept = sweep(names=house.blobs.names(before=datetime.now(UTC) - UNNAMED),
                      journal=house.journal, remove=house.blobs.remove)
        if swept:
            print(f"{swept} files removed that no entry names", file=out)
    if dry or _scrubbed(house):
        return 0
    print("the database is in use: the worker will clean its files, or run this again", file=out)
    return 1


def _scrubbed(house: House) -> bool:
    """Cleaned up, with some patience for who is in the way."""
    for _ in range(_ROUNDS):
        if scrub(journal=house.journal, remove=house.blobs.remove):
            return True
        time.sleep(_PAUSE_SECONDS)
    return False
