"""Values of drafts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What is to be kept: a title for the list, the texts by field, the notice that it amends."""

    title: str
    texts: Mapping[str, str]
    amends: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft in its owner's list; ``texts`` as they were typed."""

    draft: str
    title: str
    amends: str
    saved: datetime
    texts: Mapping[str, str]
