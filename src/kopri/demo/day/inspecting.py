"""An inspection for which the goods are unloaded once: appointed, recorded, signed by each service."""

from collections.abc import Mapping, Sequence
from typing import Any

from kopri.demo.day.trip import Side, Trip
from kopri.demo.lane import Process, Until

MINUTE = 60
NOTICE = 10 * MINUTE  # so that all can come


def inspect_jointly(*, side: Side, trip: Trip) -> Process:
    """All services of the side that need the goods unloaded, at one time, in one record.

    Without a legal basis the other side is told of it and takes no part.
    """
    needing = [each for each in _sheet(side, trip)["needing"]
               if each["who"]["side"] == side.lane.side]
    if not needing:
        return
    host = str(needing[0]["who"]["service"])
    starts = max(side.now, side.lane.end) + NOTICE
    answer = _act(side, trip, "", service=host, body={
        "place": "Simulated: ramp 1", "starts": side.office.moment(starts),
        "services": [each["who"] for each in needing],
        "minutes": max(int(each["minutes"]) for each in needing)})
    if not answer:
        return
    way = f"/{answer['inspection']}"
    yield Until(starts)
    _act(side, trip, f"{way}/begin", service=host, body={})
    services = [str(each["who"]["service"]) for each in needing]
    _record(side, trip, way=way, services=services)
    yield Until(side.now + max(int(each["minutes"]) for each in needing) * MINUTE)
    _act(side, trip, f"{way}/end", service=host, body={})
    _sign(side, trip, way=way, services=services)


def _record(side: Side, trip: Trip, *, way: str, services: Sequence[str]) -> None:
    """The seal, and what each service has seen."""
    seal = f"DEMO-S-{trip.truck.number:07d}"
    _act(side, trip, f"{way}/seals/broken", service=services[0],
         body={"seal": seal, "intact": True})
    for service in services:
        _act(side, trip, f"{way}/findings", service=service, body={
            "what": "goods", "found": "Simulated: as on the waybill"})
    _act(side, trip, f"{way}/seals/set", service=services[0], body={
        "seal": f"{seal}-2", "where": "rear doors", "instead_of": seal})


def _sign(side: Side, trip: Trip, *, way: str, services: Sequence[str]) -> None:
    """Each over the record as it reads it."""
    for service in services:
        lines = _sheet(side, trip)["lines"]
        record = next(line["record"] for line in lines
                      if f"/{line['record']['head']['inspection']}" == way)
        _act(side, trip, f"{way}/sign", service=service, body={
            "digest": record["digest"], "conclusion": "in_order"})


def _sheet(side: Side, trip: Trip) -> Mapping[str, Any]:
    answer = side.office.look(f"/crossings/{trip.reference}/inspections", role="gate_officer")
    return answer.body if answer.ok else {"needing": (), "lines": ()}


def _act(
    side: Side, trip: Trip, way: str, *, service: str, body: Mapping[str, Any]
) -> Mapping[str, Any]:
    answer = side.office.write(f"/crossings/{trip.reference}/inspections{way}", role="inspector",
                               service=service, body=body)
    return answer.body if answer.ok else {}
