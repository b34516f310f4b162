"""``kopri queue verify``: compute a day of the queue anew, from what this node holds."""

import json
from typing import TextIO

from kopri.interfaces.house import House
from kopri.interfaces.queue_days import as_json
from kopri.interfaces.verify_queue import Draw, Wrong
from kopri.journeys.check_queue_day import NO_ROW, NO_VEHICLE, NOT_PROVEN, check_queue_day
from kopri.journeys.show_queue_day import show_queue_day, show_queue_days

RIGHT, WRONG, NOTHING = 0, 1, 2
SAID = {NO_VEHICLE: "no vehicle that is known here asked under this tag",
        NOT_PROVEN: "called proven on the list, in no request",
        NO_ROW: "has an hour of which no public row tells"}


def verify(house: House, *, day: str, out: TextIO) -> int:
    """Status 0 where all is right, 1 where something is wrong, 2 where nothing is held of the day."""
    days = show_queue_days()
    if day not in days:
        print(f"nothing is held of {day}; days: {', '.join(days) or 'none'}", file=out)
        return NOTHING
    told = json.loads(as_json(show_queue_day(journal=house.journal, pair=house.pair, day=day)))
    wrong = sum(_public(each, out=out) for each in told["draws"])
    inside = check_queue_day(pair=house.pair, day=day)
    for each in inside.wrong:
        print(f"WRONG  {each.draw}: {each.reference or each.tag} {SAID[each.code]}", file=out)
    if inside.vehicles:
        print(f"inside: {inside.vehicles} tags computed anew from the vehicles that asked, "
              f"{len(inside.wrong)} wrong", file=out)
    else:
        print("inside: nothing, as no request of the day is held here any more", file=out)
    return WRONG if wrong or inside.wrong else RIGHT


def _public(tables: dict[str, list[dict[str, object]]], *, out: TextIO) -> int:
    """1 where the draw is wrong, as whoever has the public file would find it."""
    name = str(tables.pop("draw"))
    try:
        print(f"right  {name}: {Draw(name, tables).check()}", file=out)
    except Wrong as error:
        print(f"WRONG  {name}: {error}", file=out)
        return 1
    return 0
