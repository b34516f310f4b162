"""Read a notice: for whoever may, as it stands."""

from kopri.crossing.queries import by_reference
from kopri.domains.notice.permissions import may_read
from kopri.domains.notice.queries import NoticeView, by_id
from kopri.domains.notice.rules import StillThere
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground, Refusal


def read_notice(*, actor: Actor, notice: str) -> NoticeView:
    """The newest version; a Refusal that there is none for this person."""
    found = by_id(notice)
    if not may_read(actor, carrier=by_reference(found.reference).carrier):
        raise Refusal([StillThere.fault(path="/notice")], ground=Ground.MISSING)
    return found
