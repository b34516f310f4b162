"""Show a notice with all its versions: to whoever may read it, and whether he may still change it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kopri.crossing.queries import CaseView, by_reference
from kopri.crossing.rules import BEFORE_GATE
from kopri.domains.notice.permissions import may_change, may_read
from kopri.domains.notice.queries import NoticeView, VersionView, by_id, versions_of
from kopri.domains.notice.rules import NotPresented, StillThere
from kopri.domains.notice.states import NoticeState
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Fault, Ground, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSheet:
    """A notice as this person sees it. ``versions``: the oldest first.

    ``changeable``: he may send the next version, or withdraw it. ``frozen``: why nobody may.
    """

    notice: NoticeView
    case: CaseView
    versions: Sequence[VersionView]
    changeable: bool
    frozen: Fault | None = None

    def version(self, number: int) -> VersionView | None:
        """The version of that number; of several under one number the last."""
        return next((each for each in reversed(self.versions) if each.version == number), None)


def show_notice(*, actor: Actor, notice: str) -> NoticeSheet:
    """The notice, or a Refusal that there is none for this person."""
    found = by_id(notice)
    case = by_reference(found.reference)
    if not may_read(actor, carrier=case.carrier):
        raise Refusal([StillThere.fault(path="/notice")], ground=Ground.MISSING)
    frozen = _frozen(found, case)
    return NoticeSheet(
        notice=found, case=case, versions=versions_of(notice), frozen=frozen,
        changeable=frozen is None and may_change(actor, carrier=case.carrier))


def _frozen(notice: NoticeView, case: CaseView) -> Fault | None:
    if notice.state is NoticeState.CANCELLED:
        return StillThere.fault(path="/notice")
    at_gate = notice.state is NoticeState.PRESENTED or case.phase not in BEFORE_GATE
    return NotPresented.fault() if at_gate else None
