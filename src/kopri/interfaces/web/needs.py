"""What the readiness list of a page needs, drawn by ``{% show it %}``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kopri.interfaces.web.show import Form, Mark, Status
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """One paper of one side. ``parts``: for which consignments, where that is to be said."""

    document: Text
    who: Text
    status: Status
    do: Text = ""
    why: Text = ""
    until: datetime | None = None
    late: bool = False
    parts: Text = ""
    said: Text = ""  # numbers that were stated, and by whom
    mark: Mark | None = None
    forms: Sequence[Form] = ()

    @property
    def edge(self) -> str:
        """The colour of its edge, which repeats the word: a class of the style sheet."""
        return {"refused": "red", "cleared": "green"}.get(self.status.tone, "calm")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedList:
    """``open``: what waits for somebody to act; ``others`` are folded away, ``folded`` says them."""

    template: ClassVar[str] = "components/readiness.html"
    status: Status
    summary: Text
    open: Sequence[NeedLine]
    others: Sequence[NeedLine] = ()
    folded: Text = ""
    until: datetime | None = None
    late: bool = False
    warning: Text = ""
