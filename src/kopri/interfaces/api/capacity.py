"""What a side takes: publish it, copy it, close, and read what results."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from kopri.domains.queue.operations.capacity import Closing
from kopri.domains.queue.types import Closure
from kopri.interfaces.api.answers import answer, body, done, instant, moment, takes
from kopri.interfaces.api.bodies import (
    ChangeClosure,
    ClosePoint,
    CopyCapacity,
    PublishCapacity,
)
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.close_point import change_closure, close_point
from kopri.journeys.publish_capacity import Told, copy_capacity, publish_capacity
from kopri.journeys.show_capacity import CapacitySheet, show_capacity
from kopri.kernel.clock import to_text
from kopri.kernel.lines import Line

router = Router(tags=["queue"])
closing = Router(tags=["queue"])


class LineQuery(Schema):
    """``day``: of 24 UTC hours."""

    point: str
    direction: str
    day: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    vehicle_class: str = "truck"


@router.get("")
def read(request: HttpRequest, asked: Query[LineQuery]) -> HttpResponse:
    """Both sides' numbers of a day, what results in each hour, and why."""
    house = house_of(request)
    sheet = show_capacity(
        journal=house.journal, pair=house.pair, actor=actor(request), day=asked.day,
        line=Line(point=asked.point, direction=asked.direction, vehicle_class=asked.vehicle_class))
    return answer(_plain(sheet))


def _plain(sheet: CapacitySheet) -> Any:
    return {
        "day": sheet.day,
        "sides": [{"side": side, "revision": each.revision, "valid_until": _text(each.valid_until)}
                  for side, each in sheet.known.items()],
        "closures": [_closure(each) for each in sheet.closures],
        "hours": [{
            "slot": _text(hour.all.slot), "exit": hour.all.exit_capacity,
            "entry": hour.all.entry_capacity, "slots": hour.all.supply,
            "granted": hour.all.granted, "free": hour.all.free, "closed": list(hour.all.closed),
            "expired": list(hour.all.expired),
            "off_duty": [{"side": each.side, "role": each.role} for each in hour.away],
            "goods": {goods: {"exit_limit": each.exit_limit, "entry_limit": each.entry_limit,
                              "free": each.free} for goods, each in hour.goods.items()},
        } for hour in sheet.hours],
    }


def _closure(closure: Closure) -> dict[str, Any]:
    return {"closure": closure.closure, "side": closure.side, "since": _text(closure.since),
            "until": _text(closure.until), "reason": closure.reason, "text": closure.text,
            "vehicle_classes": list(closure.vehicle_classes)}


def _text(moment: datetime | None) -> str | None:
    return to_text(moment) if moment else None


@router.post("", openapi_extra=takes(PublishCapacity))
def publish(request: HttpRequest) -> HttpResponse:
    """Publish this side's hours of a day; ``to_move``: bookings that they cannot hold any more."""
    house, asked = house_of(request), body(request, PublishCapacity)
    return done(lambda: publish_capacity(
        journal=house.journal, pair=house.pair, actor=actor(request), request=request_key(request),
        time=moment(asked.time),
        line=Line(point=asked.point, direction=asked.direction, vehicle_class=asked.vehicle_class),
        told=Told(day=asked.day, hours=asked.hours, limits=asked.limits, absent=asked.off_duty,
                  valid_until=instant(asked.valid_until, path="/valid_until"))))


@router.post("/copy", openapi_extra=takes(CopyCapacity))
def copy(request: HttpRequest) -> HttpResponse:
    """Publish a day's hours and limits for other days too."""
    house, asked = house_of(request), body(request, CopyCapacity)
    return done(lambda: copy_capacity(
        journal=house.journal, pair=house.pair, actor=actor(request), request=request_key(request),
        line=Line(point=asked.point, direction=asked.direction, vehicle_class=asked.vehicle_class),
        day=asked.day, to=asked.to), says=lambda found: {"published": found})


@closing.post("", openapi_extra=takes(ClosePoint))
def close(request: HttpRequest) -> HttpResponse:
    """Take nobody for a while; ``to_move``: bookings that stand in the hours that are shut."""
    house, asked = house_of(request), body(request, ClosePoint)
    return done(lambda: close_point(
        journal=house.journal, pair=house.pair, actor=actor(request), request=request_key(request),
        point=asked.point, direction=asked.direction, time=moment(asked.time),
        closing=Closing(
            until=instant(asked.until, path="/until"), since=moment(asked.since, path="/since"),
            reason=asked.reason, text=asked.text, vehicle_classes=asked.vehicle_classes)))


@closing.post("/{closure}", openapi_extra=takes(ChangeClosure))
def change(request: HttpRequest, closure: str) -> HttpResponse:
    """Expect its end at another time; without one it has ended now."""
    until = moment(body(request, ChangeClosure).until, path="/until")
    return done(lambda: change_closure(
        journal=house_of(request).journal, actor=actor(request), request=request_key(request),
        closure=closure, until=until))
