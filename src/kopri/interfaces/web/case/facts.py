"""What a case is about, and its tables: facts, controls, documents, minutes by party, proof."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kopri.crossing.states import SideState
from kopri.domains.control.queries import StepView
from kopri.domains.documents.queries import DocumentView
from kopri.domains.documents.states import DocumentState
from kopri.domains.queue.states import BookingState
from kopri.engines.countrydata import PairData
from kopri.interfaces.web import names
from kopri.interfaces.web.case import looking
from kopri.interfaces.web.minutes import minutes_table
from kopri.interfaces.web.pages import SideControls
from kopri.interfaces.web.show import Blank, Cell, Facts, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_case import CaseSheet
from kopri.kernel.clock import from_text
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.whole import gross_weight_of

BOOKINGS = {
    BookingState.WAITING: "slot_waiting", BookingState.HELD: "slot_held",
    BookingState.GRANTED: "granted", BookingState.CALLED: "called", BookingState.USED: "finished",
    BookingState.NO_SHOW: "no_show", BookingState.CANCELLED: "slot_withdrawn",
    BookingState.DECLINED: "declined", BookingState.LAPSED: "lapsed",
}


def facts(
    sheet: CaseSheet, *, pair: PairData, ends: Sequence[Text] = (),
    more: Sequence[tuple[Text, Cell]] = (),
) -> Facts:
    """The vehicle, its slot, its goods. ``ends``: what of its papers ends first, after a move."""
    case, told = sheet.case, sheet.case.conveyance
    booked = sheet.booking.slot if sheet.booking else None
    weights = [each.weight_kg for each in sheet.passages if each.weight_kg]
    items: list[tuple[Text, Cell]] = [
        (_("Plate"), Cell(value=case.plate, kind="plate")),
        (_("Registered in"), Cell(value=told.get("country", ""))),
        (_("Trailer"), Cell(value=told.get("trailer_plate", ""))),
        (_("Chassis number"), Cell(value=case.vin, kind="code")),
        (_("Way"), Cell(value=names.way(pair, direction=case.direction, point=case.point)
                        if case.direction else "")),
        (_("Slot"), Cell(value=booked, kind="moment")),
        *_booking(sheet),
        *_moved(sheet), *((_("Papers"), Cell(value=each)) for each in ends),
        (_("Weighed"), Cell(value=weights[-1] if weights else None, kind="number",
                            unit=_("kg"))),
        *cargo(sheet), *more,
    ]
    if sheet.corridor:
        items.append((_("Corridor"), Cell(value=corridor(sheet.corridor))))
    return Facts(items=items)


def _moved(sheet: CaseSheet) -> list[tuple[Text, Cell]]:
    """Why a state has given it another hour."""
    booking = sheet.booking
    if booking is None or not booking.moved or booking.first_slot == booking.slot:
        return []
    why = {"closed": _("the road was shut"), "slowed": _("the border takes fewer"),
           "reopened": _("the road is open again")}
    return [(_("Moved because"), Cell(value=why.get(booking.reason, why["closed"])))]


def _booking(sheet: CaseSheet) -> list[tuple[Text, Cell]]:
    """What has become of the booking, and whence it was moved."""
    booking = sheet.booking
    if booking is None:
        return []
    found: list[tuple[Text, Cell]] = [
        (_("Booking"), Cell(kind="status", value=Status(code=BOOKINGS[booking.state]))),
    ]
    if booking.first_slot and booking.slot and booking.first_slot != booking.slot:
        found.append((_("Moved from"), Cell(value=booking.first_slot, kind="moment")))
    if booking.held_until:
        found.append((_("Held until"), Cell(value=booking.held_until, kind="moment")))
    return found


def corridor(code: str) -> Text:
    """A corridor's name."""
    return {"green": _("green corridor"), "yellow": _("yellow corridor"),
            "red": _("red corridor")}.get(code, code)


def cargo(sheet: CaseSheet) -> list[tuple[Text, Cell]]:
    """What it carries, for whom, and when it is expected."""
    if not sheet.notices:
        loaded = {True: _("loaded, not yet announced"), False: _("empty")}
        return [(_("Cargo"), Cell(value=loaded.get(bool(sheet.case.loaded))
                                  if sheet.case.loaded is not None else ""))]
    whole = [each for notice in sheet.notices for each in notice.consignments]
    weight = sum(gross_weight_of(each) for each in whole)
    return [
        (_("Expected at the border"), Cell(value=from_text(sheet.notices[-1].eta),
                                           kind="moment")),
        (_("Cargo"), Cell(value=", ".join(dict.fromkeys(_goods(whole))))),
        (_("Gross weight"), Cell(value=float(weight) or None, kind="number", unit=_("kg"))),
        (_("Consignor"), Cell(value=_parties(whole, "consignor"))),
        (_("Consignee"), Cell(value=_parties(whole, "consignee"))),
    ]


def _goods(consignments: Sequence[Consignment]) -> list[str]:
    """What is carried, with HS codes."""
    found = []
    for whole in consignments:
        lines = [(item.description, item.commodity_code) for item in whole.items]
        for text, code in lines or [(whole.cargo_description, whole.cargo_commodity_code)]:
            found.append(f"{text} (HS {code})" if code else text)
    return [each for each in found if each]


def _parties(consignments: Sequence[Consignment], name: str) -> str:
    parties = [getattr(each, name) for each in consignments]
    return ", ".join(dict.fromkeys(party.name for party in parties if party and party.name))


def controls(
    sheet: CaseSheet, *, pair: PairData, service: str = "", said: Sequence[Text] = ()
) -> list[SideControls]:
    """Both sides' controls: one's own step by step, the other's by its decisions.

    ``service``: the reader's own; what others chose by risk is not told apart for him. ``said``: of
    the own side's plan.
    """
    return [_controls(sheet, side=side, pair=pair, reader=service, said=said)
            for side in (sheet.exit_side, sheet.entry_side)]


def _controls(
    sheet: CaseSheet, *, side: str, pair: PairData, reader: str, said: Sequence[Text]
) -> SideControls:
    state = looking.state_of(sheet, side=side)
    own = [step for step in sheet.steps if step.step in _stages(pair, side=side)]
    rows = _step_rows(own, sheet=sheet, side=side, pair=pair, reader=reader) or [
        _decision_row(sheet, service=service, side=side, pair=pair)
        for service in looking.services_of(sheet, side=side, pair=pair)
    ]
    return SideControls(
        side=side, place=names.place(pair, side=side, point=sheet.case.point),
        status=Status(code="in_control" if state is SideState.REGISTERED else state.value),
        said=said if own else (),
        steps=Table(caption=_("Steps") if own else _("Services"), rows=rows,
                    columns=[(_("Step") if own else _("Service"), "text"), (_("State"), "status"),
                             (_("Time"), "moment")]),
    )


def _stages(pair: PairData, *, side: str) -> set[str]:
    return {stage.code for stage in pair.country(side).stages}


def _step_rows(
    steps: Sequence[StepView], *, sheet: CaseSheet, side: str, pair: PairData, reader: str
) -> list[list[Cell]]:
    """Steps of one number can go on at the same time."""
    held = looking.holding(sheet, side=side)
    over = looking.state_of(sheet, side=side) in (SideState.REFUSED, SideState.TURNED_BACK)
    ranks = sorted({step.order for step in steps})
    return [[
        Cell(value=f"{ranks.index(step.order) + 1}. "
                   f"{_named(step, side=side, pair=pair, reader=reader)}"),
        Cell(value=Status(code=_word(step, held=step.service in held, over=over)), kind="status"),
        Cell(value=step.finished or step.started, kind="moment"),
    ] for step in steps]


def _named(step: StepView, *, side: str, pair: PairData, reader: str) -> Text:
    service = names.service(pair, side=side, code=step.service)
    name = f"{names.step(pair, side=side, code=step.step)} ({service})"
    hidden = pair.country(side).stage(step.step).risk_based and step.service != reader
    shown = str(service if hidden else name)
    return say("{step}; papers accepted", step=shown) if step.papers else shown


def _word(step: StepView, *, held: bool, over: bool) -> str:
    """How far a step is; of a vehicle that was refused nothing more is done."""
    if step.finished:
        return "finished"
    if over:
        return "cancelled"
    return "held" if held else "under_way" if step.started else "pending"


def _decision_row(
    sheet: CaseSheet, *, service: str, side: str, pair: PairData
) -> list[Cell]:
    finding = looking.findings_at(sheet, side=side).get(service)
    return [
        Cell(value=names.service(pair, side=side, code=service)),
        Cell(value=Status(code=finding.outcome if finding else "pending"), kind="status"),
        Cell(value=finding.time if finding else None, kind="moment"),
    ]


def notices(sheet: CaseSheet) -> Table | None:
    """The notices of the case; each opens."""
    if not sheet.notices:
        return None
    return Table(
        caption=_("Notices"), columns=[
            (_("Notice"), "text"), (_("Version"), "number"), (_("State"), "status")],
        rows=[[
            Cell(value=_waybills(each.consignments), href=f"/notices/{each.notice}"),
            Cell(value=each.version, kind="number", href=f"/notices/{each.notice}/versions"),
            Cell(value=Status(code=each.state.value), kind="status"),
        ] for each in sheet.notices])


def _waybills(consignments: Sequence[Consignment]) -> Text:
    """``CMR 14772, CMR 14773 and 28 more``."""
    known = [whole.waybill.identifier for whole in consignments
             if whole.waybill and whole.waybill.identifier]
    if not known:
        return say("Consignments: {number}", number=len(consignments))
    more = say("and {number} more", number=len(known) - 2) if len(known) > 2 else ""
    return " ".join(part for part in (", ".join(known[:2]), more) if part)


def documents(sheet: CaseSheet, *, pair: PairData, withdraw: bool = False) -> Table:
    """The files of the case; each opens, and for whoever may can be withdrawn."""
    rows = [
        [
            Cell(value=names.document(pair, code=each.type),
                 href=f"/cases/{sheet.reference}/documents/{each.document}"
                 if each.sha256 else ""),
            Cell(value=each.number, kind="code"),
            Cell(value=max(1, round(each.size / 1024)) if each.size else None, kind="number",
                 unit="kB" if each.size else ""),
            Cell(value=each.time, kind="moment"),
            Cell(value=Status(code=_became(each)), kind="status"),
            *([_way_back(sheet, each)] if withdraw else []),
        ]
        for each in sheet.documents
    ]
    return Table(
        caption=_("Files"), rows=rows, blank=Blank(kind="empty", title=_("No file yet.")),
        columns=[(_("Document"), "text"), (_("Number"), "code"), (_("Size"), "number"),
                 (_("Time"), "moment"), (_("State"), "status"),
                 *([("", "text")] if withdraw else [])],
    )


def _way_back(sheet: CaseSheet, document: DocumentView) -> Cell:
    gone = document.state is DocumentState.WITHDRAWN
    return Cell(value="" if gone else _("Withdraw"), href="" if gone else (
        f"/cases/{sheet.reference}/documents/{document.document}/withdraw"))


def _became(document: DocumentView) -> str:
    """What was said of a document last; each service's word stands in the readiness list."""
    if document.state is DocumentState.WITHDRAWN:
        return "withdrawn"
    said = {each.state.value for each in document.judgements}
    lodged = "lodged" if document.numbers else "prepared"
    return next((word for word in ("rejected", "accepted") if word in said), lodged)


def minutes(sheet: CaseSheet, *, pair: PairData) -> Table | None:
    """Whose time it was; adds up to the time passed, to the second."""
    return minutes_table(sheet.minutes.seconds, pair=pair, point=sheet.case.point)


def proof(sheet: CaseSheet) -> Table | None:
    """Every entry about the case that this node holds."""
    if not sheet.entries:
        return None
    return Table(
        caption=_("Entries"),
        columns=[(_("Log"), "code"), (_("Number"), "number"), (_("Kind"), "code"),
                 (_("Written"), "moment")],
        rows=[
            [Cell(value=entry.log, kind="code"), Cell(value=entry.index, kind="number"),
             Cell(value=entry.kind, kind="code"), Cell(value=entry.recorded, kind="moment")]
            for entry in sheet.entries
        ],
    )
