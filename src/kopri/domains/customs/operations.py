"""Put a declaration to a case, tell its state, end a transit: check, then append."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kopri.domains.customs import permissions
from kopri.domains.customs.queries import DeclarationView, declarations_of
from kopri.domains.customs.rules import (
    GoodsReleased,
    KnownRegime,
    NeighbourHasSigned,
    OfficeHasReported,
    PutOnce,
    broken_end,
    broken_lines,
    broken_regime,
    broken_telling,
    broken_terms,
    broken_text,
    holds_back,
)
from kopri.domains.customs.types import (
    BY_OFFICER,
    BY_SYSTEM,
    NEIGHBOUR_ARRIVAL,
    OFFICE_REPORT,
    DeclarationState,
    Declared,
    Regime,
    Reported,
    StateTold,
    Terms,
    TransitEnded,
)
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.actor import Actor
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.ids import new_id
from kopri.kernel.rules import refuse_if, require

Ref = tuple[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The customs of this side at a case. ``services``: which of the side's are customs.

    ``days``: the longest term of a transit; ``secured``: a guarantee is asked for.
    """

    reference: str
    side: str
    leaving: bool
    services: Collection[str]
    days: int
    secured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaring:
    """What is declared. ``number``: where a system has it already. ``consignment``: of several on board."""

    regime: str
    number: str = ""
    consignment: str = ""
    terms: Terms = field(default_factory=Terms)


def check_desk(actor: Actor, *, office: Office) -> None:
    """Customs of this side alone, before any system is asked."""
    require(permissions.may_declare(actor, services=office.services))


def check(actor: Actor, *, office: Office, declaring: Declaring, now: datetime) -> Regime:
    """Everything that is wrong with it, before any system is told."""
    check_desk(actor, office=office)
    if declaring.regime not in {each.value for each in Regime}:
        raise Refusal([KnownRegime.fault(path="/regime", regime=declaring.regime[:40] or "-")],
                      ground=Ground.INVALID)
    regime = Regime(declaring.regime)
    faults = [*broken_regime(regime, leaving=office.leaving),
              *broken_lines({"number": [declaring.number]})]
    if regime is Regime.TRANSIT:
        faults += broken_terms(declaring.terms, now=now, days=office.days, secured=office.secured)
    refuse_if(faults, ground=Ground.INVALID)
    known = next((each for each in declarations_of([office.reference]) if declaring.number
                  and (each.side, each.number) == (office.side, declaring.number)), None)
    refuse_if([PutOnce.fault(path="/number", number=declaring.number)] if known else [])
    return regime


def lrn_of(office: Office, regime: Regime) -> str:
    """The declarant's reference: the same one until the declaration is put to the case."""
    form = f"{office.reference}-{regime.value[0].upper()}"
    mine = [each for each in declarations_of([office.reference])
            if each.side == office.side and each.lrn.startswith(form)]
    return f"{form}{len(mine) + 1}"


def declare(
    tx: Writing, *, office: Office, declaring: Declaring, lrn: str, system: str, simulated: bool,
) -> str:
    """Put it to the case; its id."""
    regime = check(tx.actor, office=office, declaring=declaring, now=tx.now)
    terms = declaring.terms if regime is Regime.TRANSIT else Terms()
    name = new_id(random=tx.random)
    tx.append(Draft(subject=office.reference, payload=Declared(
        side=office.side, declaration=name, regime=regime.value, simulated=simulated,
        exit_office=terms.exit_office, guarantee=terms.guarantee or None, lrn=lrn or None,
        consignment=declaring.consignment or None,
        deadline=to_text(terms.deadline) if terms.deadline else "", system=system or None,
        seals=list(terms.seals) or None, route=list(terms.route) or None)))
    if declaring.number:
        _told(tx, office=office, declaration=name, state=DeclarationState.PRESENTED,
              number=declaring.number, by=BY_OFFICER)
    return name


def hear(
    tx: Writing, *, office: Office, declaration: str, regime: Regime, known: Collection[str],
    reported: Sequence[Reported],
) -> int:
    """Record what the system has answered and is not ``known``; how many that was.

    That the goods have left ends an export; a transit is ended by its office.
    """
    require(permissions.may_declare(tx.actor, services=office.services))
    new = [each for each in reported if each.answer not in known]
    state = DeclarationState.PRESENTED
    for each in new:
        if each.state is not DeclarationState.DISCHARGED or regime is Regime.EXPORT:
            state = each.state or state
        _told(tx, office=office, declaration=declaration, state=state, number=each.number,
              by=BY_SYSTEM, reported=each)
    return len(new)


def tell(
    tx: Writing, *, office: Office, view: DeclarationView, state: DeclarationState, number: str,
    text: str,
) -> None:
    """An officer enters what he has before him."""
    require(permissions.may_declare(tx.actor, services=office.services))
    known = number or view.number
    refuse_if(broken_telling(view.state, state, number=known, text=text), ground=Ground.INVALID)
    _told(tx, office=office, declaration=view.declaration, state=state, number=known,
          by=BY_OFFICER, text=text)


def end_transit(
    tx: Writing, *, office: Office, view: DeclarationView, arrival: Ref | None, reporter: str,
    seals_intact: bool, text: str,
) -> Recorded:
    """The own office ends its transit. ``arrival``: the neighbour's registration, that goods have
    left this side; ``reporter``: the office of exit, for what goes on through this side."""
    require(permissions.may_declare(tx.actor, services=office.services))
    refuse_if(broken_end(view.regime, view.state))
    if office.leaving:
        refuse_if([] if arrival else [NeighbourHasSigned.fault()])
    else:
        refuse_if([] if reporter.strip() else [OfficeHasReported.fault(path="/office")],
                  ground=Ground.INVALID)
    refuse_if([*broken_lines({"office": [reporter]}), *broken_text(text)], ground=Ground.INVALID)
    return tx.append(Draft(
        subject=office.reference, basis=[arrival] if office.leaving and arrival else [],
        payload=TransitEnded(
            side=office.side, declaration=view.declaration, seals_intact=seals_intact,
            evidence=NEIGHBOUR_ARRIVAL if office.leaving else OFFICE_REPORT,
            office=reporter or view.terms.exit_office, text=text or None)))


def require_released(reference: str, *, side: str, service: str) -> None:
    """Refuse where a declaration that this service has put to this case is not released."""
    refuse_if([GoodsReleased.fault(number=each.number or each.lrn or "-", state=each.state.value)
               for each in declarations_of([reference])
               if (each.side, each.service) == (side, service) and holds_back(each.state)])


def _told(
    tx: Writing, *, office: Office, declaration: str, state: DeclarationState, number: str,
    by: str, reported: Reported | None = None, text: str = "",
) -> None:
    tx.append(Draft(
        subject=office.reference, time=min(reported.at, tx.now) if reported else None,
        payload=StateTold(
            side=office.side, declaration=declaration, state=state.value, number=number, by=by,
            answer=reported.answer if reported else None,
            code=(reported.code or None) if reported else None,
            text=(reported.text if reported else text)[:500] or None)))
