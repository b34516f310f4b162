"""What this machine keeps until it is restarted, and no longer."""

import os
from hashlib import sha256
from pathlib import Path

_SHARED_MEMORY = Path("/dev/shm")


def fleeting_file(home: Path) -> Path | None:
    """A file for the node of this folder: gone after a restart of the machine, and in no backup.

    In ``RUNTIME_DIRECTORY``, which a service manager gives, or else in shared memory, in a folder
    that nobody else may write. None where there is no such place.
    """
    given = os.environ.get("RUNTIME_DIRECTORY", "")
    folder = Path(given) if given else _SHARED_MEMORY / f"kopri-{os.geteuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    if found.st_uid != os.geteuid() or found.st_mode & 0o022:
        return None
    return folder / sha256(str(home.resolve()).encode()).hexdigest()
