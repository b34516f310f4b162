"""What back offices do with a truck's papers before it comes, and the carrier whom they ask."""

from collections.abc import Mapping
from typing import Any

from kopri.demo.day.trip import Side, Trip, World
from kopri.demo.examining import Examining
from kopri.demo.lane import Process, Until

MINUTE = 60
LOOK_AGAIN = 30 * MINUTE  # when the papers are not here yet, or the answer is still to come
LOOKS = 8
QUESTION = "Simulated: does the packing list belong to this waybill?"
ANSWER = "Simulated: yes, it is of the same consignment."
WRONG = {
    "reason": "Simulated: the packing list and the waybill name different weights",
    "remedy": "Simulated: a corrected packing list",
}
TOO_LATE = frozenset({"examination.presented", "examination.over"})


def examine_papers(*, world: World, side: Side, trip: Trip) -> None:
    """Gives each look to the side whose service takes it."""
    for number, look in enumerate(trip.truck.papers):
        world.hand(
            side=look.side,
            origin=side.lane.side,
            when=side.now + look.after,
            number=trip.truck.number * 10 + number,
            process=_look(world=world, trip=trip, look=look),
        )


def _look(*, world: World, trip: Trip, look: Examining) -> Process:
    """Reads, asks, accepts or not; leaves what is at the gate already to the post."""
    side = world.sides[look.side]
    asked = False
    for _ in range(LOOKS):
        seen = _seen(side, trip=trip, look=look)
        if seen is None:
            return
        if look.asks and not asked and seen:
            asked = _act(side, trip=trip, look=look, verb="ask", now=seen, text=QUESTION)
            _hand_on(world, side=side, trip=trip, look=look)
        elif seen and seen["state"] != "asked":
            verb, words = ("accept", {}) if look.accepts else ("not-accept", WRONG)
            _act(side, trip=trip, look=look, verb=verb, now=seen, **words)
            return
        yield Until(side.now + LOOK_AGAIN)


def _seen(side: Side, *, trip: Trip, look: Examining) -> Mapping[str, Any] | None:
    """The service's own examination; empty while it cannot be begun, None once it is too late."""
    sheet = side.office.examination(
        reference=trip.reference, role="inspector", service=look.service)
    hindered = {str(fault["code"]) for fault in sheet.get("hindered", ())}
    if hindered & TOO_LATE:
        return None
    return {} if hindered or not sheet else dict(sheet["own"])


def _act(
    side: Side, *, trip: Trip, look: Examining, verb: str, now: Mapping[str, Any], **words: str
) -> bool:
    return side.office.examine(
        reference=trip.reference, verb=verb, service=look.service,
        body={"now": now["now"], **words})


def _hand_on(world: World, *, side: Side, trip: Trip, look: Examining) -> None:
    world.hand(
        side=trip.truck.through,
        origin=side.lane.side,
        when=side.now + look.answer,
        number=trip.truck.number,
        process=_answer(world=world, trip=trip),
    )


def _answer(*, world: World, trip: Trip) -> Process:
    """The carrier answers whatever waits, as soon as it is known where he asks."""
    side = world.sides[trip.truck.through]
    for _ in range(LOOKS):
        sheet = side.office.examination(
            reference=trip.reference, role="carrier", turn=trip.truck.number)
        waiting = [
            question
            for standing in sheet.get("others", ())
            for question in standing["examination"]["questions"]
            if question["answered"] is None and not question["settled"]
        ] if sheet.get("open_questions") else []
        for question in waiting:
            side.office.reply(
                reference=trip.reference, question=str(question["question"]), text=ANSWER,
                carrier=trip.truck.number)
        if waiting:
            return
        yield Until(side.now + LOOK_AGAIN)
