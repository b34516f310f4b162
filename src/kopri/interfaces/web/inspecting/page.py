"""What the page of a case's inspections needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Facts, Form, Link, Table
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """``law``: by which joint steps guests work here, or that it is information only. ``warnings``:
    what does not fit together. ``tables``: the record. ``desk``: what the reader can do now.
    ``earlier``: other inspections of the case."""

    template: ClassVar[str] = "pages/inspection.html"
    lede: Lede
    desk_title: Text
    case: Link
    law: Sequence[Text] = ()
    head: Facts | None = None
    warnings: Sequence[Text] = ()
    tables: Sequence[Table] = ()
    desk: Sequence[Form] = ()
    blank: Blank | None = None
    earlier: Sequence[Link] = ()
