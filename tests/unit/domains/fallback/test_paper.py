"""The blackout pack: stickers drawn beforehand, paper hours entered with the times as written."""

from datetime import timedelta
from typing import Any

from kopri.crossing.states import Phase
from kopri.domains.fallback.queries import pack_of, sticker
from kopri.journeys.fall_back import PaperHours, enter_paper_hours, print_pack, show_pack
from kopri.kernel.actor import Actor
from kopri.kernel.ids import parse_reference
from tests.border import OUT, POINT, THEIRS, Border, codes


def pack(border: Border, number: int = 3) -> list[str]:
    made = print_pack(**border.paired, actor=border.head(), point=POINT, stickers=number)
    known = pack_of(made)
    assert known is not None
    return [each.reference for each in known.stickers]


def enter(
    border: Border, text: str, plate: str = "", *, actor: Actor | None = None, **change: Any
) -> str:
    hours = {"arrived": border.now - timedelta(hours=3),
             "registered": border.now - timedelta(hours=2), **change}
    return enter_paper_hours(**border.paired, actor=actor or border.gate(), paper=PaperHours(
        text=text, point=POINT, plate=plate, country="KZ", direction=OUT, **hours))


def test_stickers_are_references_of_this_node_and_the_list_is_of_who_comes(border: Border) -> None:
    border.capacity(own=50, theirs=50)
    first, later, gone = (border.open() for _ in range(3))
    border.book(first, 7)
    border.book(later, 23)
    border.register(gone)
    made = print_pack(**border.paired, actor=border.head(), point=POINT, stickers=3)
    sheet = show_pack(**border.paired, actor=border.head(), pack=made)
    assert [row.reference for row in sheet.rows] == [first]
    stickers = [each.reference for each in sheet.pack.stickers]
    assert len(set(stickers)) == 3
    assert all(parse_reference(each) == each and each.startswith("K") for each in stickers)
    assert codes(lambda: pack(border, 101)) == ["fallback.pack_size"]
    assert codes(lambda: show_pack(**border.paired, actor=border.head(), pack="none")) == [
        "fallback.pack_unknown"]


def test_a_sticker_on_an_unknown_vehicle_becomes_its_case(border: Border) -> None:
    one, _two, _three = pack(border)
    reference = enter(border, one.replace("-", " ").lower(), plate="555 NEW 12")
    assert reference == one and border.view(one).phase is Phase.WAITING
    border.register(one, time=border.now - timedelta(hours=2), source="paper")
    arrived, registered = border.entries("gate.arrived", one) + border.entries(
        "gate.registered", one)
    assert {arrived["source"], registered["source"]} == {"paper"}
    assert arrived["time"] < registered["time"] < arrived["recorded"]
    assert enter(border, one) == one  # scanned again: the same case


def test_a_trip_that_was_given_up_long_ago_is_not_the_one_of_a_sticker(border: Border) -> None:
    border.capacity()
    given_up = border.open(plate="300 ABC 12")
    border.book(given_up, 7)
    border.cancel(given_up)
    (one,) = pack(border, 1)
    border.node.clock.move(days=2)
    assert enter(border, one, plate="300 ABC 12") == one


def test_a_sticker_on_a_known_vehicle_is_its_other_name(border: Border) -> None:
    one, two, three = pack(border)
    known = border.open(plate="100 ABC 12")
    assert enter(border, one, plate="100авс12") == known  # Cyrillic letters
    assert enter(border, one) == known
    held = sticker(one)
    assert held is not None and held.case == known
    assert enter(border, known) == known  # from the list: its own reference
    border.open(plate="200 ABC 12")
    border.tell_open(THEIRS, direction=OUT, plate="200 ABC 12")
    border.hear()
    assert codes(lambda: enter(border, two, plate="200 ABC 12")) == ["fallback.several_cases"]
    assert codes(lambda: enter(border, three)) == ["fallback.no_plate"]
    assert codes(lambda: enter(border, "K222-2222-22")) == ["fallback.sticker_unknown"]
    assert codes(lambda: enter(border, three, plate="1 A 1", registered=border.now + timedelta(
        minutes=1))) == ["fallback.times"]
    free = sticker(three)
    assert free is not None and free.case == ""
