"""Answer an authority's eFTI query over what this node knows: which consignments, and one whole."""

from kopri.crossing.queries import by_reference
from kopri.domains.notice.permissions import may_read
from kopri.domains.notice.queries import NoticeView, by_id, found_by
from kopri.engines.codecs.efti.messages import Located, Uil, UilQuery
from kopri.engines.codecs.efti.query import IdentifierQuery
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Refusal
from kopri.kernel.rules import require

MOST = 500
_MODES = {"road": "3", "rail": "2", "sea": "1"}  # of a case: UN/ECE Recommendation 19


def find_consignments(
    *, journal: Journal, actor: Actor, query: IdentifierQuery
) -> list[Located]:
    """Those that stand and that this person may read, the newest first, at most ``MOST``."""
    require(actor.role is not Role.CARRIER and may_read(actor, carrier=""))
    return [_located(journal, view, place) for view, place in found_by(query, most=MOST)]


def find_dataset(*, journal: Journal, actor: Actor, query: UilQuery) -> Located | None:
    """The consignment that a link names; None where this node has none such."""
    require(actor.role is not Role.CARRIER and may_read(actor, carrier=""))
    own = uil(journal, "")
    notice, _, place = query.uil.dataset.rpartition(".")
    if (query.uil.gate, query.uil.platform) != (own.gate, own.platform) or not place.isdecimal():
        return None
    try:
        view = by_id(notice)
    except Refusal:
        return None
    at = int(place) if len(place) < 5 else 0
    return _located(journal, view, at) if 1 <= at <= len(view.consignments) else None


def uil(journal: Journal, dataset: str) -> Uil:
    """Where a dataset of this node lies: the state is its gate, the node's log its platform."""
    return Uil(gate=journal.side.upper(), platform=journal.origin, dataset=dataset)


def _located(journal: Journal, view: NoticeView, place: int) -> Located:
    return Located(consignment=view.consignments[place - 1], mode=_mode(view.reference),
                   uil=uil(journal, f"{view.notice}.{place}"))


def _mode(reference: str) -> str:
    """Of the case, where it is known here."""
    try:
        return _MODES.get(by_reference(reference).mode, "")
    except Refusal:
        return ""
