"""What the buttons of the form do before it is sent: rows, consignments, look-ups, files."""

from collections.abc import Callable
from dataclasses import replace

import msgspec

from kopri.interfaces.web import names
from kopri.interfaces.web.announcing import papers, reading
from kopri.interfaces.web.announcing.sheet import BLANK, ROWS, Sheet, opened
from kopri.interfaces.web.announcing.work import Desk, Work
from kopri.kernel.consignment import ConsignmentItem, TransportEquipment
from kopri.kernel.errors import Fault

MOST = 500  # consignments of one form, and items of one consignment
CHOICES = 8
NO_WORDS = Fault(
    code="form.no_words", rule="Köpri, docs/reference/rules",
    message="There are no words to look up.", remedy="Write what the goods are called.")
NOTHING_FOUND = Fault(
    code="form.nothing_found", rule="HS convention",
    message="The nomenclature has nothing under these words.",
    remedy="Try another word for the goods, or write the code.")

Step = Callable[[Work, str, Desk], Work]


def taken(work: Work, do: str, *, desk: Desk) -> Work | None:
    """The form after a button that sends nothing; None where the button is none of these."""
    verb, _, what = do.partition(":")
    if verb in ("read", "append"):
        return papers.read(work, desk=desk, append=verb == "append")
    if verb not in STEPS:
        return None
    if work.unreadable and verb in TURNS:  # what is not understood would be lost from sight
        return work.blaming(work.unreadable)
    return STEPS[verb](work, what, desk)


def _check(work: Work, what: str, desk: Desk) -> Work:
    """What cannot be read, and what is worth a look. What is missing is said when it is sent."""
    return reading.doubted(work.blaming(work.unreadable), desk=desk)


def _item(work: Work, what: str, desk: Desk) -> Work:
    """One more row, on the page that shows the last ones."""
    items = work.sheet.open.items
    if len(items) >= MOST:
        return work
    return _with_items(work, (*items, ConsignmentItem()), last=True)


def _drop_item(work: Work, what: str, desk: Desk) -> Work:
    items, gone = work.sheet.open.items, _number(what)
    return _with_items(work, tuple(item for place, item in enumerate(items) if place != gone))


def _with_items(work: Work, items: tuple[ConsignmentItem, ...], *, last: bool = False) -> Work:
    changed = msgspec.structs.replace(work.sheet.open, items=items or (ConsignmentItem(),))
    sheet = work.sheet.with_open(changed)
    count = len(changed.items)
    start = max(0, count - ROWS) if last else min(sheet.start, max(0, count - 1))
    return _kept(work, replace(sheet, start=start))


def _kept(work: Work, sheet: Sheet) -> Work:
    """Another sheet, with the texts that nobody understood still in their fields."""
    wrong = {fault.path.lstrip("/"): work.text(fault.path.lstrip("/"))
             for fault in work.unreadable}
    shown = work.showing(sheet)
    return replace(shown.saying(**wrong), unreadable=work.unreadable)


def _rows(work: Work, what: str, desk: Desk) -> Work:
    """Another part of a long list."""
    sheet = work.sheet
    return work.showing(opened(sheet.consignments, at=sheet.at, start=_number(what)))


def _equipment(work: Work, what: str, desk: Desk) -> Work:
    known = work.sheet.open.equipment
    kind = "CN" if known else "SM"
    changed = msgspec.structs.replace(
        work.sheet.open, equipment=(*known, TransportEquipment(category_code=kind))[:MOST])
    return _kept(work, work.sheet.with_open(changed))


def _drop_equipment(work: Work, what: str, desk: Desk) -> Work:
    gone = _number(what)
    left = tuple(each for place, each in enumerate(work.sheet.open.equipment) if place != gone)
    return work.showing(work.sheet.with_open(
        msgspec.structs.replace(work.sheet.open, equipment=left)))


def _consignment(work: Work, what: str, desk: Desk) -> Work:
    """One more consignment on the same vehicle, opened."""
    known = work.sheet.consignments[:MOST]
    return work.showing(opened((*known, BLANK), at=len(known)))


def _open(work: Work, what: str, desk: Desk) -> Work:
    return work.showing(opened(work.sheet.consignments, at=_number(what)))


def _drop_consignment(work: Work, what: str, desk: Desk) -> Work:
    gone = _number(what)
    left = [each for place, each in enumerate(work.sheet.consignments) if place != gone]
    return work.showing(opened(left, at=min(work.sheet.at, max(0, len(left) - 1))))


def _look_up(work: Work, what: str, desk: Desk) -> Work:
    """Headings for the words that stand in the code's field, or else for the goods."""
    number, name = _number(what), f"i{_number(what)}-hs"
    typed = work.text(name)
    words = typed if typed and not typed.isdecimal() else work.text(f"i{number}-goods") or typed
    if not words:
        return work.blaming([replace(NO_WORDS, path=f"/{name}")])
    found = desk.house.tariff.search(words=words[:200], language=names.language(), limit=CHOICES)
    if not found:
        return work.blaming([replace(NOTHING_FOUND, path=f"/{name}")])
    return replace(work, found={number: found})


def _take(work: Work, what: str, desk: Desk) -> Work:
    """One of the headings that were found; it names the goods where nobody has."""
    place, _, code = what.partition(":")
    number, tariff = _number(place), desk.house.tariff
    items = work.sheet.open.items
    if number >= len(items) or code not in tariff.codes:
        return work
    item = msgspec.structs.replace(
        items[number], commodity_code=code,
        description=items[number].description or tariff.title(code, names.language()))
    rest = tuple(item if place == number else each for place, each in enumerate(items))
    left = [fault for fault in work.unreadable if fault.path != f"/i{number}-hs"]
    return _kept(replace(work, unreadable=left), work.sheet.with_open(
        msgspec.structs.replace(work.sheet.open, items=rest)))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


STEPS: dict[str, Step] = {
    "check": _check, "item": _item, "drop-item": _drop_item, "rows": _rows,
    "equipment": _equipment, "drop-equipment": _drop_equipment, "consignment": _consignment,
    "open": _open, "drop-consignment": _drop_consignment, "hs": _look_up, "take": _take,
    "paper": lambda work, what, desk: work,
}
# these show other rows than before
TURNS = frozenset({"drop-item", "rows", "drop-equipment", "consignment", "open",
                   "drop-consignment"})
