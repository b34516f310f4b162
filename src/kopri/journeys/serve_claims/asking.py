"""What a row of the law asks, what is known of a vehicle, and how many places a day has left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kopri.crossing.queries import CaseView
from kopri.domains.documents.queries import DocumentView, documents_of
from kopri.domains.documents.states import DocumentState
from kopri.domains.notice.queries import notices_of
from kopri.domains.priority.queries import ClaimView, days_listed, decision_of
from kopri.domains.priority.types import Ceiling, Condition, Facts, Goods, Paper
from kopri.domains.queue.queries.jumps import day_supply, jumps_of
from kopri.engines.countrydata import PairData, local_day
from kopri.engines.countrydata.priorities import Priority, cargo_classes, priorities_on
from kopri.engines.countrydata.queueing import PriorityRule
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.whole import is_dangerous
from kopri.kernel.lines import DANGEROUS, Line, day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """A claim with its case and what this node was wired with."""

    claim: ClaimView
    case: CaseView
    pair: PairData

    @property
    def line(self) -> Line:
        """What it queues for."""
        return self.claim.line

    def day(self, wish: datetime) -> date:
        """The local day of an hour, where the exit side is."""
        return local_day(self.pair, self.line, wish)


def class_on(
    pair: PairData, *, line: Line, claim: str, at: datetime
) -> Priority | None:
    """The class that is claimed, as it stands on the local day of an hour; None: there is none.

    Where both countries have a row for it, one that is applied.
    """
    found = [each for each in priorities_on(pair, direction=line.direction,
                                            day=local_day(pair, line, at))
             if each.rule.goods_class == claim]
    return min(found, key=lambda each: not each.applied, default=None)


def condition_of(pair: PairData, *, rule: PriorityRule, day: date) -> Condition:
    """What a row asks; papers that stand for another by the country's data do here as well."""
    papers = [*rule.needs_document, *(
        row.document for row in pair.country(rule.country).stand_ins
        if row.stands_for in rule.needs_document and row.holds_on(day))]
    return Condition(
        rule=rule.id, documents=papers, document_state=rule.document_state,
        chapters=cargo_classes(pair, rule=rule), dangerous=rule.goods_class == DANGEROUS,
        only_such_cargo=rule.only_such_cargo, notice_days=rule.notice_days,
        approval=bool(rule.approved_by))


def facts_of(asked: Answerable, *, rule: PriorityRule) -> Facts:
    """What is known of the vehicle that a row may ask for."""
    reference, decided = asked.case.reference, decision_of(asked.claim.uid)
    return Facts(
        papers=papers_of(reference, side=rule.country), goods=goods_of(reference),
        listed=days_listed(vehicle=asked.case.vehicle, rule=rule.id,
                           direction=asked.claim.direction),
        approved=decided.approved if decided else None)


def papers_of(reference: str, *, side: str) -> list[Paper]:
    """The case's papers, as far as a side's services and systems have said of them."""
    return [Paper(type=each.type, state=state) for each in documents_of([reference])
            if (state := _state(each, side=side))]


def _state(document: DocumentView, *, side: str) -> str:
    """Empty for one that was withdrawn, or that this side does not accept."""
    said = {each.state for each in document.judgements if each.side == side}
    if not document.standing or DocumentState.REJECTED in said:
        return ""
    if DocumentState.ACCEPTED in said:
        return "accepted"
    lodged = any(each.side == side for each in document.numbers)
    return "lodged" if lodged else "attached"


def goods_of(reference: str) -> list[Goods]:
    """Every item that was announced for a case."""
    return [goods for notice in notices_of(reference) for whole in notice.consignments
            for goods in _goods(whole)]


def _goods(whole: Consignment) -> Iterator[Goods]:
    """The mark stands on items, or on the whole of them."""
    marked = any(item.dangerous_goods for item in whole.items)
    if not whole.items:
        yield Goods(code=whole.cargo_commodity_code, dangerous=is_dangerous(whole))
    for item in whole.items:
        yield Goods(code=item.commodity_code, dangerous=bool(item.dangerous_goods)
                    if marked else is_dangerous(whole))


def ceiling_of(*, line: Line, slot: datetime, rule: PriorityRule, of_class: str) -> Ceiling:
    """The places of the day of an hour, under a row that says how many."""
    day = day_of(slot)
    return Ceiling(supply=day_supply(line=line, day=day), share=round((rule.value or 0) * 100),
                   taken=jumps_of(line=line, day=day)[of_class])


def days_of(asked: Answerable, wishes: Sequence[datetime]) -> dict[datetime, Priority]:
    """For each of these hours the class as it is applied then."""
    found = {wish: class_on(asked.pair, line=asked.line, claim=asked.claim.claim, at=wish)
             for wish in wishes}
    return {wish: each for wish, each in found.items() if each is not None and each.applied}
