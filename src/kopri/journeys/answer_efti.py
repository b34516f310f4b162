"""Answer an authority's eFTI query over what this node knows: which consignments, and one whole."""

from collections.abc import Collection, Mapping

from kopri.crossing.queries import views_of
from kopri.domains.notice.permissions import may_read
from kopri.domains.notice.queries import NoticeView, by_id, found_by
from kopri.engines.codecs.efti.messages import Located, Uil, UilQuery
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.consignment.identifier_query import IdentifierQuery
from kopri.kernel.errors import Refusal
from kopri.kernel.rules import require

MOST = 500
_MODES = {"road": "3", "rail": "2", "sea": "1"}  # of a case: UN/ECE Recommendation 19


def find_consignments(
    *, journal: Journal, actor: Actor, query: IdentifierQuery
) -> list[Located]:
    """Those that stand and that this person may read, the newest first, at most ``MOST``."""
    require(actor.role is not Role.CARRIER and may_read(actor, carrier=""))
    found = found_by(query, most=MOST)
    modes = _modes({view.reference for view, _ in found})
    return [_located(journal, view, place, modes=modes) for view, place in found]


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
    if not 1 <= at <= len(view.consignments):
        return None
    return _located(journal, view, at, modes=_modes([view.reference]))


def uil(journal: Journal, dataset: str) -> Uil:
    """Where a dataset of this node lies: the state is its gate, the node's log its platform."""
    return Uil(gate=journal.side.upper(), platform=journal.origin, dataset=dataset)


def _located(
    journal: Journal, view: NoticeView, place: int, *, modes: Mapping[str, str]
) -> Located:
    return Located(consignment=view.consignments[place - 1], mode=modes.get(view.reference, ""),
                   uil=uil(journal, f"{view.notice}.{place}"))


def _modes(references: Collection[str]) -> dict[str, str]:
    """Of the cases that are known here."""
    return {case.reference: _MODES.get(case.mode, "") for case in views_of(list(references))}
