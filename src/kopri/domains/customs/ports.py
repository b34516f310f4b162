"""What customs need from outside: the state's own customs system."""

from typing import Protocol

from kopri.domains.customs.types import Lodgement, Presence, Reported


class CustomsSystem(Protocol):
    """One customs system.

    Every call is answered with all that the system has ever said of the declaration, the oldest
    first, each answer with a reference of its own that never changes; so a call that failed after
    it had taken effect is simply made again: the same declarant's reference is the same
    declaration. Calls are made outside of any transaction and end within half a minute; a system
    that does not answer, or not in its own form, refuses (``customs.system_silent``, ground
    unavailable). One thread at a time for each declaration.
    """

    @property
    def name(self) -> str: ...

    @property
    def simulated(self) -> bool:
        """Whether it only plays one; shown wherever its answers are."""
        ...

    def lodge(self, lodgement: Lodgement, /) -> tuple[Reported, ...]:
        """Hand a declaration in."""
        ...

    def present(self, reference: str, /, presence: Presence) -> tuple[Reported, ...]:
        """Tell where the goods are, and that they have left."""
        ...

    def invalidate(self, reference: str, /, *, number: str, reason: str) -> tuple[Reported, ...]:
        """Ask that it be invalidated."""
        ...

    def ask(self, reference: str, /) -> tuple[Reported, ...]:
        """By the declarant's reference or the number; nothing where it is not known there."""
        ...
