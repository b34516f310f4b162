"""The groups of the form that are about the vehicle: its way, itself, its people, its slot."""

from django.utils.translation import gettext as _

from kopri.interfaces.web import names, wishes
from kopri.interfaces.web.announcing.shown import Group, Row
from kopri.interfaces.web.announcing.work import CREW, Desk
from kopri.interfaces.web.filling import Filling
from kopri.interfaces.web.show import Field
from kopri.interfaces.web.words import say


def way(filling: Filling, *, desk: Desk) -> Group:
    """From where to where, and when."""
    house = desk.house
    direction = filling.choice(
        "direction", _("Direction"), kind="radio",
        first=f"{house.side}-{house.pair.other(house.side)}",
        choices=[(each, names.way(house.pair, direction=each))
                 for each in house.pair.directions])
    return Group(id="way", title=_("Way"), fields=[direction, _eta(filling)])


def expected(filling: Filling) -> Group:
    """When, of a notice that has its way already."""
    return Group(id="way", title=_("Way"), fields=[_eta(filling)])


def _eta(filling: Filling) -> Field:
    return filling.field("eta", _("Expected at the border"), kind="moment",
                         hint=_("Local time at the crossing point; needed for a loaded truck."))


def vehicle(filling: Filling) -> Group:
    """The vehicle."""
    return Group(id="vehicle", title=_("Vehicle"), fields=[
        filling.field("plate", _("Plate"), kind="code",
                      hint=_("As on the vehicle; spaces do not matter.")),
        filling.field("country", _("Registered in"), hint=_("Two letters, as on the plate.")),
        filling.field("trailer_plate", _("Trailer"), kind="code", required=False),
        filling.field("vin", _("Chassis number"), kind="code", required=False,
                      hint=_("17 characters; a slot is bound to it.")),
        filling.field("loaded", _("The truck is loaded"), kind="check", required=False),
    ])


def crew(filling: Filling) -> Group:
    """Driver and second driver: no names, which no node keeps."""
    rows = [
        Row(id=f"crew{row}", title=say("Driver {number}", number=row + 1), fields=[
            filling.field(f"crew{row}-citizenship", _("Citizenship"), required=False,
                          hint=_("Two letters.") if not row else ""),
            filling.field(f"crew{row}-document", _("Number of the travel document"), kind="code",
                          required=False),
        ])
        for row in range(CREW)
    ]
    return Group(id="crew", title=_("Driver and crew"), rows=rows, fold=True,
                 start_open=any(each.value for row in rows for each in row.fields))


def slot(filling: Filling, *, desk: Desk) -> Group:
    """Hours of either direction; which are free is shown beside the form."""
    house = desk.house
    point = house.pair.pair.facts.points[0].code
    direction = filling.value("direction") or f"{house.side}-{house.pair.other(house.side)}"
    if direction not in house.pair.directions:
        direction = house.pair.directions[0]
    hours = wishes.next_hours(house, direction=direction, point=point)
    return Group(id="slot", title=_("Slot"),
                 fields=wishes.fields(filling, hours=hours, house=house))
