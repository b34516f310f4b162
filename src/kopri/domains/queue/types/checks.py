"""What is known of a vehicle before it books."""

from dataclasses import dataclass
from datetime import datetime

CLEAR, FOUND, UNKNOWN, SILENT, NOT_CONNECTED = (
    "clear", "found", "unknown", "silent", "not_connected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An answer. ``state``: clear, found (something speaks against it), unknown, silent (no answer)
    or not_connected. ``source``: which system; ``at``: as of when; ``number``: of a policy or permit.
    """

    state: str
    source: str = ""
    at: datetime | None = None
    text: str = ""
    number: str = ""
    valid_to: str = ""
