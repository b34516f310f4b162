"""Clear goods with the own customs system: declare, follow, enter by hand, invalidate, end a transit."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from kopri.crossing.queries import CaseView, by_reference, milestones_of
from kopri.domains.customs import operations
from kopri.domains.customs.operations import Declaring, Office, Ref, lrn_of
from kopri.domains.customs.ports import CustomsSystem
from kopri.domains.customs.queries import DeclarationView, declaration_of
from kopri.domains.customs.rules import (
    ConsignmentMeant,
    GoodsAnnounced,
    SaysWhy,
    SystemConnected,
)
from kopri.domains.customs.types import (
    DeclarationState,
    Lodgement,
    Presence,
    Regime,
    Reported,
)
from kopri.domains.gate.queries import passages_of
from kopri.domains.notice.queries import notices_of
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.core import Journal
from kopri.journal.queries import ref_of
from kopri.kernel.actor import Actor
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.rules import refuse_if

REGISTERED = "registered"
LONGEST_TERM = 30  # days, where the country's data say nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Customs:
    """The customs desk of this node, as somebody of it acts on a case."""

    journal: Journal
    pair: PairData
    actor: Actor
    reference: str
    system: CustomsSystem | None = None
    request: RequestKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """The declaration's id, how many new answers of the system were recorded, its state then."""

    reference: str
    declaration: str
    answers: int = 0
    state: str = ""


def declare_goods(*, desk: Customs, declaring: Declaring) -> Cleared:
    """With a number: it was lodged elsewhere, and the system is asked. Without: it is lodged now.

    The system is told before anything is written; told again, it has the same declaration.
    """
    office, system = _office(desk), desk.system
    regime = operations.check(desk.actor, office=office, declaring=declaring,
                              now=desk.journal.clock.now())
    goods = _meant(desk.reference, consignment=declaring.consignment)
    lrn = declaring.number or lrn_of(office, regime)
    reported: Sequence[Reported] = ()
    if declaring.number:
        reported = _asked(system, declaring.number)
    else:
        reported = _connected(system).lodge(Lodgement(
            reference=lrn, regime=regime, goods=_announced(goods), terms=declaring.terms))
    with begin(desk.journal, actor=desk.actor, keys=[f"case:{desk.reference}"],
               request=desk.request) as tx:
        name = operations.declare(
            tx, office=office, declaring=declaring, lrn=lrn, system=system.name if system else "",
            simulated=system is not None and system.simulated)
        heard = operations.hear(tx, office=office, declaration=name, regime=regime, known=(),
                                reported=reported)
        return tx.answer(Cleared(reference=desk.reference, declaration=name, answers=heard,
                                 state=_view(desk, name).state.value))


def follow_declaration(*, desk: Customs, declaration: str) -> Cleared:
    """Tell the system where the goods are by now, and record what it has answered since."""
    system, view = _connected(desk.system), _view(desk, declaration)
    operations.check_desk(desk.actor, office=_office(desk))
    presence = _presence(desk)
    reported = (system.present(view.lrn, presence) if presence else system.ask(view.lrn))
    return _hear(desk, declaration=declaration, reported=reported)


def invalidate_declaration(*, desk: Customs, declaration: str, reason: str) -> Cleared:
    """Ask the system to invalidate it; its answer counts."""
    system, view = _connected(desk.system), _view(desk, declaration)
    operations.check_desk(desk.actor, office=_office(desk))
    refuse_if([] if reason.strip() else [SaysWhy.fault(path="/text")], ground=Ground.INVALID)
    reported = system.invalidate(view.lrn, number=view.number, reason=reason)
    return _hear(desk, declaration=declaration, reported=reported)


def tell_declaration(
    *, desk: Customs, declaration: str, state: str, number: str = "", text: str = ""
) -> Cleared:
    """An officer enters what he has before him on paper or in the system's own window."""
    with begin(desk.journal, actor=desk.actor, keys=[f"case:{desk.reference}"],
               request=desk.request) as tx:
        known = {each.value: each for each in DeclarationState}
        operations.tell(
            tx, office=_office(desk), view=_view(desk, declaration), number=number, text=text,
            state=known.get(state, DeclarationState.PRESENTED))
        return tx.answer(Cleared(reference=desk.reference, declaration=declaration))


def end_transit(
    *, desk: Customs, declaration: str, office: str = "", seals_intact: bool, text: str = ""
) -> Cleared:
    """The own office ends its transit. ``office``: that has reported, where goods went on."""
    with begin(desk.journal, actor=desk.actor, keys=[f"case:{desk.reference}"],
               request=desk.request) as tx:
        case = by_reference(desk.reference)
        operations.end_transit(
            tx, office=_office(desk), view=_view(desk, declaration), reporter=office,
            arrival=arrival_of(case), seals_intact=seals_intact, text=text)
        return tx.answer(Cleared(reference=desk.reference, declaration=declaration))


def arrival_of(case: CaseView) -> Ref | None:
    """The entry side's signed registration of the vehicle."""
    for stone in milestones_of(case.reference):
        if (stone.name, stone.side) == (REGISTERED, entry_side(case.direction)):
            return ref_of(stone.uid, subject=case.reference)
    return None


def _hear(desk: Customs, *, declaration: str, reported: Sequence[Reported]) -> Cleared:
    with begin(desk.journal, actor=desk.actor, keys=[f"case:{desk.reference}"],
               request=desk.request) as tx:
        view = _view(desk, declaration)
        heard = operations.hear(tx, office=_office(desk), declaration=declaration,
                                regime=view.regime, known=view.known_answers, reported=reported)
        return tx.answer(Cleared(reference=desk.reference, declaration=declaration, answers=heard,
                                 state=_view(desk, declaration).state.value))


def _office(desk: Customs) -> Office:
    case = by_reference(desk.reference)
    country = desk.pair.country(desk.journal.side)
    day = desk.journal.clock.now().astimezone(country.zone).date()
    rule = country.customs_rule(Regime.TRANSIT.value, day=day)
    return Office(
        reference=case.reference, side=desk.journal.side,
        leaving=exit_side(case.direction) == desk.journal.side,
        services=[each.id for each in country.services_with("customs")],
        secured=rule is not None and rule.guarantee == "required",
        days=rule.term_days if rule is not None and rule.term_days else LONGEST_TERM)


def _view(desk: Customs, declaration: str) -> DeclarationView:
    return declaration_of(desk.reference, declaration=declaration, side=desk.journal.side)


def _connected(system: CustomsSystem | None) -> CustomsSystem:
    if system is None:
        raise Refusal([SystemConnected.fault(path="/number")], ground=Ground.UNAVAILABLE)
    return system


def _asked(system: CustomsSystem | None, number: str) -> Sequence[Reported]:
    """What it has of the number; a number on paper is taken where it does not answer."""
    try:
        return system.ask(number) if system is not None else ()
    except Refusal:
        return ()


def _presence(desk: Customs) -> Presence | None:
    """As this side's gate has it."""
    case = by_reference(desk.reference)
    passage = passages_of([desk.reference]).get((desk.reference, desk.journal.side))
    if passage is None or passage.registered is None:
        return None
    return Presence(at=passage.registered, left=passage.exited, place=case.point)


def _meant(reference: str, *, consignment: str) -> Consignment | None:
    """The consignment that is declared, of those that were announced; a groupage truck has many."""
    found = [each for notice in notices_of(reference) for each in notice.consignments]
    named = {each.identifier: each for each in found}
    if consignment not in named and (consignment or len(named) > 1):
        raise Refusal([ConsignmentMeant.fault(path="/consignment", consignments=", ".join(
            filter(None, named)) or "-")], ground=Ground.INVALID)
    return named.get(consignment) or next(iter(found), None)


def _announced(goods: Consignment | None) -> Consignment:
    """The sender stands for the declarant where none is named."""
    if goods is None:
        raise Refusal([GoodsAnnounced.fault(path="/number")])
    return replace(goods, exporter=goods.exporter or goods.consignor)
