"""Print a blackout pack; enter what was written by hand, with the times as written."""

from dataclasses import dataclass
from datetime import datetime

from kopri.crossing import operations as crossing
from kopri.crossing.queries import CaseView, find, views_of
from kopri.crossing.rules import broken_on_opening
from kopri.crossing.states import SideState
from kopri.crossing.types import Conveyance, Opening
from kopri.domains.fallback import operations
from kopri.domains.fallback.permissions import may_enter_paper, may_head
from kopri.domains.fallback.queries import StickerView, sticker
from kopri.domains.fallback.rules import (
    OneCaseMeant,
    PlateWritten,
    StickerOrCase,
    TimesInOrder,
)
from kopri.domains.gate import operations as gate
from kopri.domains.gate.types import Place
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Fault, Ground
from kopri.kernel.ids import candidates, plate_key
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHours:
    """One line of paper. ``text``: what the sticker or the list says, scanned or typed.

    ``plate``, ``country`` (ISO 3166-1), ``direction``: asked for where it is a sticker.
    """

    text: str
    point: str
    arrived: datetime
    registered: datetime
    plate: str = ""
    country: str = ""
    direction: str = ""


def print_pack(
    *, journal: Journal, pair: PairData, actor: Actor, point: str, stickers: int,
    request: RequestKey | None = None,
) -> str:
    """Draw references for stickers and write them down; the pack's id."""
    with begin(journal, actor=actor, keys=[f"pack:{point}"], request=request) as tx:
        require(may_head(tx.actor))
        refuse_if(_elsewhere(pair, point=point, direction=pair.directions[0]),
                  ground=Ground.INVALID)
        return tx.answer(operations.issue_pack(tx, point=point, number=stickers))


def enter_paper_hours(
    *, journal: Journal, pair: PairData, actor: Actor, paper: PaperHours,
    request: RequestKey | None = None,
) -> str:
    """Find or open the case of a line of paper and note its arrival as written; the reference.

    Its registration is entered next, with the time as written, as every registration is.
    """
    spelt = candidates(paper.text)
    keys = [*(f"case:{each}" for each in spelt), f"read:{plate_key(paper.plate)}"]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        require(may_enter_paper(tx.actor))
        refuse_if([] if paper.arrived <= paper.registered <= tx.now else [
            TimesInOrder.fault(path="/registered")], ground=Ground.INVALID)
        found = next((known for known in map(sticker, spelt) if known), None)
        case = (_of_sticker(tx, known=found, paper=paper, pair=pair) if found
                else _of_list(paper, spelt=spelt))
        with journal.locks.hold([f"case:{case.reference}"]):
            gate.arrive(
                tx, reference=case.reference, place=_place(case, side=journal.side),
                plate=case.plate, time=paper.arrived, source="paper")
        return tx.answer(case.reference)


def _of_list(paper: PaperHours, *, spelt: tuple[str, ...]) -> CaseView:
    known = views_of(list(spelt))
    refuse_if([] if known else [StickerOrCase.fault(path="/text", text=paper.text[:32] or "-")],
              ground=Ground.MISSING)
    return known[0]


def _of_sticker(
    tx: Writing, *, known: StickerView, paper: PaperHours, pair: PairData
) -> CaseView:
    """The case of the vehicle that carries it: a known one, or one under the sticker's reference."""
    if known.case:
        return views_of([known.case])[0]
    refuse_if([] if plate_key(paper.plate) else [PlateWritten.fault(path="/plate")],
              ground=Ground.INVALID)
    expected = _expected(paper, side=tx.journal.side)
    refuse_if([OneCaseMeant.fault(path="/text", references=", ".join(
        each.reference for each in expected))] if len(expected) > 1 else [])
    reference = expected[0].reference if expected else _opened(
        tx, known=known, paper=paper, pair=pair)
    operations.use_sticker(tx, sticker=known, reference=reference)
    return views_of([reference])[0]


def _expected(paper: PaperHours, *, side: str) -> list[CaseView]:
    """Cases of this plate that this side has yet to take in, in the direction as written."""
    return [case for case in find(paper.plate, direction=paper.direction)
            if case.may_come(paper.arrived) and case.direction == paper.direction
            and case.state_at(side) is SideState.EXPECTED]


def _opened(tx: Writing, *, known: StickerView, paper: PaperHours, pair: PairData) -> str:
    refuse_if(_elsewhere(pair, point=paper.point, direction=paper.direction),
              ground=Ground.INVALID)
    crossing.open_as(tx, reference=known.reference, opening=Opening(
        direction=paper.direction, point=paper.point, mode="road", loaded=False,
        carrier=tx.actor.person, conveyance=Conveyance(
            plate=paper.plate, country=paper.country)))
    return known.reference


def _elsewhere(pair: PairData, *, point: str, direction: str) -> list[Fault]:
    return list(broken_on_opening(
        direction=direction, point=point, directions=pair.directions,
        points=[each.code for each in pair.pair.facts.points]))


def _place(case: CaseView, *, side: str) -> Place:
    """Who leaves comes to the waiting area first; who enters comes to the gate."""
    return Place.WAITING_AREA if exit_side(case.direction) == side else Place.GATE
