"""What is known of cases, gathered over the domains for many at once, as readiness wants it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kopri.crossing.queries import CaseView
from kopri.crossing.states import Phase, SideState
from kopri.domains.documents.queries import DocumentView, documents_of
from kopri.domains.documents.states import DocumentState
from kopri.domains.examination.queries import examinations_of
from kopri.domains.examination.types import Act, Examination, Seen
from kopri.domains.gate.queries import PassageView, passages_of
from kopri.domains.notice.queries import NoticeView, notices_of_all
from kopri.domains.queue.queries import Booking, bookings_of
from kopri.domains.queue.states import ACTIVE
from kopri.engines.countrydata import Combination, Country, PairData, overweight
from kopri.engines.countrydata.weighing import gross_kg
from kopri.engines.readiness import Answer, Case, Evidence, Side, Verdict
from kopri.journal.authority import entry_side, exit_side
from kopri.journeys.show_readiness.parts import parts_of_case
from kopri.kernel.clock import from_text
from kopri.kernel.consignment.whole import gross_weight_of

USED = (Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED, Phase.STRIP, Phase.ENTRY_CONTROLS,
        Phase.ENTRY_RELEASED, Phase.ENTERED)
DATA = ("/json", "/xml")  # media types of data, which are no paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that the domains know of one case."""

    case: CaseView
    notices: Sequence[NoticeView]
    documents: Sequence[DocumentView]
    booking: Booking | None
    passages: Sequence[PassageView]
    examined: Sequence[Examination] = ()

    def accepted(self, seen: Callable[[Seen], bool]) -> Iterator[Verdict]:
        """Services that have accepted, unless facts differ, what they had seen."""
        for each in self.examined:
            if each.decision is Act.ACCEPTED and each.seen and seen(each.seen):
                yield Verdict(accepted=True, side=each.side, service=each.service)


def gathered(cases: Sequence[CaseView]) -> list[Told]:
    """A few queries, however many cases."""
    names = [case.reference for case in cases]
    notices: dict[str, list[NoticeView]] = {}
    for notice in notices_of_all(names):
        notices.setdefault(notice.reference, []).append(notice)
    documents: dict[str, list[DocumentView]] = {}
    for document in documents_of(names):
        if document.state is not DocumentState.WITHDRAWN:
            documents.setdefault(document.reference, []).append(document)
    bookings = bookings_of(names)
    passages: dict[str, list[PassageView]] = {}
    for (reference, _), passage in passages_of(names).items():
        passages.setdefault(reference, []).append(passage)
    examined: dict[str, list[Examination]] = {}
    for each in examinations_of(names):
        examined.setdefault(each.reference, []).append(each)
    return [
        Told(case=case, examined=examined.get(case.reference, ()), notices=notices.get(case.reference, ()),
             documents=documents.get(case.reference, ()), booking=bookings.get(case.reference),
             passages=passages.get(case.reference, ()))
        for case in cases
    ]


def expected_of(told: Told) -> datetime | None:
    """When it is at the crossing point: its slot, or what was told last."""
    if told.booking and told.booking.slot and told.booking.state in ACTIVE:
        return told.booking.slot
    return max((from_text(notice.eta) for notice in told.notices), default=None)


def as_case(told: Told, *, pair: PairData, now: datetime) -> Case:
    """The case as readiness wants it."""
    case, expected = told.case, expected_of(told)
    ends = exit_side(case.direction), entry_side(case.direction)
    heavy = _overweight(told, pair=pair, moment=expected or now)
    leaving, entering = (
        _side(told, country=pair.country(code), overweight=heavy.get(code, Answer.NO))
        for code in ends)
    booked = told.booking is not None and (
        told.booking.state in ACTIVE or case.phase in USED)
    return Case(
        mode=case.mode, now=now, sides=(leaving, entering), loaded=case.loaded, booked=booked,
        expected=expected, parts=tuple(parts_of_case(case, notices=told.notices, pair=pair, accepted=told.accepted)),
        evidence=tuple(_evidence(each, told=told, pair=pair) for each in told.documents),
    )


def _side(told: Told, *, country: Country, overweight: Answer) -> Side:
    case = told.case
    leaves = exit_side(case.direction) == country.code
    entered = case.since if case.phase is Phase.ENTERED and not leaves else None
    return Side(
        code=country.code, zone=country.zone, overweight=overweight, entered=entered,
        working_days=frozenset(country.facts.working_days),
        holidays=frozenset(row.month_day for row in country.holidays),
        refused=case.state_at(country.code) in (SideState.REFUSED, SideState.TURNED_BACK),
    )


def _overweight(told: Told, *, pair: PairData, moment: datetime) -> dict[str, Answer]:
    """By side. Weighed where it was weighed; else the goods with a vehicle's usual own weight,
    from which nothing certain follows."""
    weighed = [each.weight_kg for each in told.passages if each.weight_kg]
    goods = sum(gross_weight_of(each) for notice in told.notices for each in notice.consignments)
    gross = gross_kg(weighed=weighed, told_kg=goods)
    vehicle = Combination(coupling="semitrailer" if _has_trailer(told) else "")
    found: dict[str, Answer] = {}
    for each in overweight(pair, vehicle=vehicle, gross_kg=gross, day=_day(pair, moment)):
        sure = each.certain and (bool(weighed) or goods > each.limit_kg)
        found[each.side] = Answer.NEEDED if sure else Answer.MAYBE
    return found


def _has_trailer(told: Told) -> bool:
    return bool(told.case.conveyance.get("trailer_plate"))


def _day(pair: PairData, moment: datetime) -> date:
    return moment.astimezone(pair.countries[0].zone).date()


def _evidence(document: DocumentView, *, told: Told, pair: PairData) -> Evidence:
    """A document as evidence. Of what a service has said of it the last counts."""
    examined = told.accepted(lambda seen: document.document in {
        each.document for each in seen.documents})
    return Evidence(
        names=pair.names_of(document.type), number=document.number, document=document.document,
        electronic=_electronic(document, pair=pair), covers=frozenset(document.covers),
        valid_to=document.valid_to,
        lodged={(each.side, each.system): each.number for each in document.numbers},
        stated_by=document.numbers[-1].stated_by if document.numbers else "",
        verdicts=(*examined, *_verdicts(document)),
    )


def _electronic(document: DocumentView, *, pair: PairData) -> bool | None:
    """An electronic document is one that was attached as such, or came as data."""
    issues = {row.issue for country in pair.countries for row in country.documents
              if row.id == document.type}
    if "electronic" in issues or document.media_type.endswith(DATA):
        return True
    return False if document.media_type else None


def _verdicts(document: DocumentView) -> Iterator[Verdict]:
    for each in document.judgements:
        yield Verdict(accepted=each.state is DocumentState.ACCEPTED, side=each.side,
                      service=each.service, system=each.system, reason=each.reason)
