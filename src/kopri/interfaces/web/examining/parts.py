"""What pages show of examined papers: one dataclass for each part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kopri.interfaces.web.show import Link, Status, Table
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A question and its answer. ``files``: documents that came with the answer."""

    template: ClassVar[str] = "components/talk.html"
    by: Text
    text: str
    asked: datetime
    status: Status
    answer: str = ""
    answered: datetime | None = None
    files: Sequence[Link] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What services have said of the papers, on a case's page. ``lines``: the own service's first.

    ``changes``: what has changed since the own service looked, at ``since``.
    """

    template: ClassVar[str] = "components/examined.html"
    lines: Table | None = None
    accepted: Text = ""
    signed: str = ""  # by whom, a pseudonymous id
    since: datetime | None = None
    changes: Sequence[Text] = ()
    differences: Table | None = None
    talks: Sequence[Talk] = ()
    link: Link | None = None
