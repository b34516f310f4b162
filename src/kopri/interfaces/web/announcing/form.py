"""The form in its groups, and the slots beside it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kopri.interfaces.house import House
from kopri.interfaces.web import names, wishes
from kopri.interfaces.web.filling import NOTHING, Filling, Sent
from kopri.interfaces.web.pages import Announce, Lede
from kopri.interfaces.web.show import Field, Form
from kopri.interfaces.web.words import Text, say

FORM = "announce"


def page(house: House, *, sent: Sent = NOTHING, kept: str = "") -> Announce:
    """``kept``: the name of a file that was read already."""
    point = house.pair.pair.facts.points[0].code
    offered = {direction: wishes.next_hours(house, direction=direction, point=point)
               for direction in house.pair.directions}
    return Announce(
        lede=Lede(title=_("Announce a truck"), turn=_("Told once, for both sides.")),
        form=_form(house, sent=sent, kept=kept),
        slots=[wishes.slots(hours, direction=direction, point=point, pair=house.pair)
               for direction, hours in offered.items()],
    )


def _form(house: House, *, sent: Sent, kept: str) -> Form:
    filling = Filling(form=FORM, sent=sent)
    groups: Sequence[tuple[Text, Sequence[Field]]] = [
        (_("Waybill"), _paper(filling, kept=kept)),
        (_("Way"), _way(filling, house=house)),
        (_("Vehicle"), _vehicle(filling)),
        (_("Cargo, if there is no file"), _cargo(filling)),
        (_("Slot"), _slot(filling, house=house)),
    ]
    return filling.done(
        action="/announce", submit=_("Announce the truck"), groups=groups, upload=True,
        hidden={"kept": filling.value("kept")})


def _paper(filling: Filling, *, kept: str) -> list[Field]:
    hint = _("eCMR or eFTI, as JSON or XML. What the file says need not be typed.")
    if kept:
        hint = say("{name} is kept; choose a file only to send another.", name=kept)
    fields = [filling.field("file", _("File"), kind="file", required=False, hint=hint)]
    asked = {fault.path.rpartition("/")[2] for fault in filling.sent.faults}
    if filling.value("leg") or "leg" in asked:
        fields.append(filling.field("leg", _("Which leg of the way"), required=False))
    if filling.value("consignment") or "consignment" in asked:
        fields.append(filling.field("consignment", _("Which consignment"), required=False))
    return fields


def _way(filling: Filling, *, house: House) -> list[Field]:
    return [
        filling.choice(
            "direction", _("Direction"), kind="radio",
            first=f"{house.side}-{house.pair.other(house.side)}",
            choices=[(direction, names.way(house.pair, direction=direction))
                     for direction in house.pair.directions]),
        filling.field("eta", _("Expected at the border"), kind="moment", required=False,
                      hint=_("Local time at the crossing point; needed for a loaded truck.")),
    ]


def _vehicle(filling: Filling) -> list[Field]:
    return [
        filling.field("plate", _("Plate"), kind="code",
                      hint=_("As on the vehicle; spaces do not matter.")),
        filling.field("country", _("Registered in"), hint=_("Two letters, as on the plate.")),
        filling.field("vin", _("Chassis number"), kind="code", required=False,
                      hint=_("17 characters; a slot is bound to it.")),
        filling.field("trailer_plate", _("Trailer"), kind="code", required=False),
        filling.field("loaded", _("The truck is loaded"), kind="check", required=False,
                      value="1" if not filling.mine else ""),
    ]


def _cargo(filling: Filling) -> list[Field]:
    return [
        filling.field("goods", _("Goods"), required=False),
        filling.field("hs", _("HS code"), kind="number", required=False,
                      hint=_("4 to 10 digits; it decides which services must see them.")),
        filling.field("gross_kg", _("Gross weight"), kind="number", unit=_("kg"),
                      required=False),
        filling.field("consignor", _("Consignor"), required=False),
        filling.field("consignee", _("Consignee"), required=False),
    ]


def _slot(filling: Filling, *, house: House) -> list[Field]:
    """Hours of either direction; which are free is shown beside the form."""
    point = house.pair.pair.facts.points[0].code
    direction = filling.value("direction") or f"{house.side}-{house.pair.other(house.side)}"
    if direction not in house.pair.directions:
        direction = house.pair.directions[0]
    hours = wishes.next_hours(house, direction=direction, point=point)
    return wishes.fields(filling, hours=hours, house=house)
