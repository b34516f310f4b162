"""What attendance needs from outside: a way to tell people."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A few lines to one person. ``key``: the same message has the same, however often it is told."""

    key: str
    to: str
    subject: str
    text: str
    language: str = "en"


class Messenger(Protocol):
    """Takes messages on their way.

    Durable when ``tell`` returns; delivered later, or never: what must be known stands on the page.
    Told twice, a message is kept once. Safe for several threads and processes at once.
    """

    def tell(self, message: Message, /) -> None:
        """Keep the message to be delivered; OSError where it cannot be kept."""
        ...
