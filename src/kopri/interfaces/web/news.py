"""How old the news of the other nodes are, and who decides at a post: what an officer must know
before relying on a page."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from kopri.interfaces.house import House
from kopri.interfaces.web import names
from kopri.interfaces.web.show import Blank, Mark
from kopri.interfaces.web.words import Text, say
from kopri.journal.authority import exit_side
from kopri.journal.queries import News, keeps, news
from kopri.journal.types import CENTRE, POST
from kopri.kernel.actor import Actor

SILENT = timedelta(minutes=10)  # every node writes each minute; so long is no accident


def silence(house: House) -> list[Mark]:
    """A mark for each node that has not been heard of lately; none where all is well."""
    now = house.journal.clock.now()
    return [
        Mark(kind="silent", of=whose(each, house=house), at=each.latest)
        for each in news() if is_silent(each.latest, now=now)
    ]


def alone(house: House) -> list[Text]:
    """At a post that its centre does not reach: what officers must reckon with."""
    now = house.journal.clock.now()
    if house.journal.role != POST or not any(
        each.role == CENTRE and each.side == house.side and is_silent(each.latest, now=now)
        for each in news()
    ):
        return []
    return [_("Work goes on with what was last heard. Bookings, cancellations and papers told to the "
              "centre since then are not known here yet: read the plate, look at the papers.")]


def latest() -> dict[str, datetime | None]:
    """Followed log -> when the newest entry that is known of it was written."""
    return {each.origin: each.latest for each in news()}


def is_silent(latest: datetime | None, *, now: datetime) -> bool:
    """Whether the newest that is known of a node is older than it should be."""
    return latest is None or now - latest > SILENT


def whose(each: News, *, house: House) -> str:
    """``AA centre``, or the post's own name."""
    if each.role == POST:
        place = names.place(house.pair, side=each.side, post=each.post)
        return f"{each.side.upper()} {place}"
    return say("{side} centre", side=each.side.upper())


def decides(house: House, *, actor: Actor) -> bool:
    """Whether what this person does at the post is this node's to write."""
    return keeps(house.journal, post=actor.post)


def elsewhere(house: House, *, actor: Actor) -> Blank | None:
    """Says that the post's own node decides; None where this one does."""
    if decides(house, actor=actor):
        return None
    return Blank(
        kind="empty", title=_("This post has a node of its own: vehicles are handled there."),
        text=_("Here you see what it has told so far."))


def grants(house: House, *, direction: str) -> bool:
    """Whether a slot in this direction can be asked for and given back here: a post grants none."""
    return house.journal.role == CENTRE or exit_side(direction) != house.side
