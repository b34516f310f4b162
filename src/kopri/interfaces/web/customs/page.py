"""What pages of customs show: a first line, links, and parts with a heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Link
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A declaration, or a list of them: a heading, sentences, what is shown below."""

    title: Text
    says: Sequence[Text] = ()
    blocks: Sequence[object] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarations:
    """One page."""

    template: ClassVar[str] = "pages/priorities.html"
    lede: Lede
    parts: Sequence[Part]
    links: Sequence[Link] = ()
