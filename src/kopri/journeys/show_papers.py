"""Show the papers: the announced cases that a service must see, the most urgent first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import CaseView, in_phases
from kopri.crossing.states import ENDS, Phase
from kopri.domains.control.queries import services_of
from kopri.domains.documents.queries import documents_of
from kopri.domains.examination.queries import Standing, papers_of, standings
from kopri.domains.examination.states import WAITS_FOR_SERVICE, ExaminationState
from kopri.domains.notice.queries import NoticeView, newest_of, notices_of_all
from kopri.domains.queue.queries import Booking, bookings_of
from kopri.engines.countrydata import Country, PairData
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.clock import from_text
from kopri.kernel.rules import require

AGAIN = (ExaminationState.ANSWERED, ExaminationState.STALE, ExaminationState.MENDED)
# goods that cannot wait, the first first: classes of goods_classes.csv
FIRST = ("live_animals", "perishable")
MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A case as a service's back office lists it.

    ``goods_class``: ``live_animals``, ``perishable`` or empty. ``due``: its slot, or when it is
    expected, whichever is earlier. ``changes``: since the service last looked. ``since``: when
    what stands was last told.
    """

    reference: str
    plate: str
    direction: str
    phase: Phase
    state: ExaminationState
    due: datetime | None
    since: datetime
    goods: Sequence[str]
    goods_class: str
    changes: int
    open_questions: int
    looked: datetime | None

    @property
    def group(self) -> str:
        """``again`` (an answer or a change), ``new``, ``waiting`` (for the carrier), ``accepted``."""
        if self.state in AGAIN or (self.changes and self.state in WAITS_FOR_SERVICE):
            return "again"
        if self.state is ExaminationState.ACCEPTED:
            return "accepted"
        return "new" if self.state in WAITS_FOR_SERVICE else "waiting"


GROUPS = ("again", "new", "waiting", "accepted")


def show_papers(*, journal: Journal, pair: PairData, actor: Actor) -> Sequence[PaperRow]:
    """By group; within it live animals, then perishable goods, then by when they come."""
    require(actor.role is Role.INSPECTOR and bool(actor.service))
    side, country = journal.side, pair.country(journal.side)
    cases = {case.reference: case for case in _ahead(side=side)}
    planned = services_of(list(cases), side=side)
    mine = [each for each in cases if actor.service in planned.get(each, ())]
    notices: dict[str, list[NoticeView]] = {}
    for notice in notices_of_all(mine):
        notices.setdefault(notice.reference, []).append(notice)
    found = _standings(list(notices), cases=cases, side=side, service=actor.service,
                       country=country)
    bookings = bookings_of(list(notices))
    rows = [_row(cases[each], standing=found[each], notices=notices[each],
                 booking=bookings.get(each), country=country) for each in notices]
    return sorted(rows, key=_urgency)


def _ahead(*, side: str) -> Iterable[CaseView]:
    """Cases that this side's gate has not registered yet."""
    phases = [phase for phase in Phase if phase not in ENDS]
    for case in in_phases(*phases, most=MOST):
        if case.direction and case.lies_before(side):
            yield case


def _standings(
    references: Sequence[str], *, cases: Mapping[str, CaseView], side: str, service: str,
    country: Country,
) -> dict[str, Standing]:
    """This service's examination of each; document types depend on the way through this side."""
    papers = papers_of(references, notices=newest_of(references),
                       documents=documents_of(references))
    found: dict[str, Standing] = {}
    for flow in ("exit", "entry"):
        own = {each: papers[each] for each in references
               if (exit_side(cases[each].direction) == side) == (flow == "exit")}
        keys = {(each, side, service): each for each in own}
        all_ = standings(own, asked=keys,
                         types={service: country.papers_for(service, flow=flow)})
        found |= {each: all_[key] for key, each in keys.items()}
    return found


def _row(
    case: CaseView, *, standing: Standing, notices: Sequence[NoticeView],
    booking: Booking | None, country: Country,
) -> PaperRow:
    examination = standing.examination
    chapters = frozenset[str]().union(*(notice.chapters for notice in notices))
    classes = country.goods_classes_of(chapters)
    times = [from_text(notice.eta) for notice in notices if notice.eta]
    times += [booking.slot] if booking and booking.slot else []
    return PaperRow(
        reference=case.reference, plate=case.plate, direction=case.direction, phase=case.phase,
        state=standing.state, due=min(times, default=None),
        since=max(notice.changed for notice in notices),
        goods=list(dict.fromkeys(_goods(notices))),
        goods_class=next((each for each in FIRST if each in classes), ""),
        changes=len(standing.changes),
        open_questions=sum(each.open for each in examination.questions),
        looked=examination.last.time if examination.last else None,
    )


def _goods(notices: Sequence[NoticeView]) -> Iterable[str]:
    for notice in notices:
        for whole in notice.consignments:
            yield from (item.description for item in whole.items if item.description)
            if not whole.items and whole.cargo_description:
                yield whole.cargo_description


def _urgency(row: PaperRow) -> tuple[int, int, datetime, str]:
    kind = FIRST.index(row.goods_class) if row.goods_class else len(FIRST)
    return GROUPS.index(row.group), kind, row.due or row.since, row.reference
