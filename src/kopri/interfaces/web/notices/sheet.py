"""Consignments, to be read by a service: the line that says what it is, then goods, then the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _

from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.show import Blank, Cell, Facts, Table
from kopri.interfaces.web.values import packages, party, place, plain, way
from kopri.interfaces.web.words import Text, say
from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    TransportEquipment,
)
from kopri.kernel.consignment.difference import Change, Kind, leaves
from kopri.kernel.consignment.whole import gross_weight_of

OPEN = 3  # consignments that are unfolded from the beginning
MOST_ITEMS = 90  # of all consignments of a page that has many


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A consignment. ``all_fields``, ``formats``: pages with every field of it, and
    of the formats that can hold it."""

    template: ClassVar[str] = "notices/sheet.html"
    id: str
    title: Text
    summary: Text
    facts: Facts
    goods: Table | None
    flags: Sequence[Text] = ()
    equipment: Table | None = None
    documents: Table | None = None
    rest: Facts | None = None
    all_fields: str = ""
    formats: str = ""
    more: Text = ""
    open: bool = True


def sheets(
    consignments: Sequence[Consignment], *, where: str, shown: int | None = None
) -> list[Sheet]:
    """Every consignment, folded where there are many; ``shown``: that one alone, with every field."""
    few = len(consignments) <= OPEN
    return [
        _sheet(whole, number, where=where, open_=few or number == shown,
               every=number == shown,
               most=None if few or number == shown else MOST_ITEMS // len(consignments))
        for number, whole in enumerate(consignments)
        if shown is None or number == shown
    ]


def weight(consignments: Sequence[Consignment]) -> Decimal:
    """Gross weight of all, as far as it is told, in kilograms."""
    return sum((gross_weight_of(whole) for whole in consignments), Decimal(0))


def _sheet(
    whole: Consignment, number: int, *, where: str, open_: bool, every: bool, most: int | None
) -> Sheet:
    name = whole.waybill.identifier if whole.waybill else whole.identifier
    left = len(whole.items) - most if most is not None else 0
    return Sheet(
        id=f"c{number + 1}", title=f"{number + 1}. {name or _('without a waybill number')}",
        summary=_summary(whole), facts=_facts(whole), goods=_goods(whole, most=most) if most != 0 else None,
        flags=_flags(whole), equipment=_equipment(whole), documents=_documents(whole),
        rest=_every(whole) if every else None, open=open_,
        all_fields="" if every else f"{where}?all={number + 1}",
        formats=f"{where}/formats?consignment={number + 1}",
        more=say("and {number} more", number=left) if left > 0 else "")


def _summary(whole: Consignment) -> str:
    """``Aktau Grain LLP → Balkan Mill, 20100 kg``."""
    ends = [found.name for found in (whole.consignor, whole.consignee) if found and found.name]
    gross = gross_weight_of(whole)
    parts = [" → ".join(ends), f"{cldr.number(float(gross), language=names.language())} {_('kg')}" if gross else ""]
    return ", ".join(part for part in parts if part)


def _flags(whole: Consignment) -> list[Text]:
    found: list[Text] = []
    if whole.dangerous_goods or any(item.dangerous_goods for item in whole.items):
        found.append(_("dangerous goods"))
    cold = [each for item in whole.items for each in item.handling
            if each.minimum_celsius is not None or each.maximum_celsius is not None]
    if cold or any(each.maximum_celsius is not None for each in whole.equipment):
        found.append(_("temperature"))
    return found


def _facts(whole: Consignment) -> Facts:
    rows: list[tuple[Text, Cell]] = [
        (_("Consignor"), Cell(value=party(whole.consignor))),
        (_("Consignee"), Cell(value=party(whole.consignee))),
        (_("Gross weight"), Cell(value=float(gross_weight_of(whole)) or None, kind="number",
                                 unit=_("kg"))),
    ]
    issued = plain(whole.waybill.issued)[:10] if whole.waybill else ""
    also: list[tuple[Text, str]] = [
        (_("Date of the waybill"), issued),
        (_("Carrier"), party(whole.carrier)),
        (_("Place of taking over"), place(whole.acceptance_location)),
        (_("Place of delivery"), place(whole.receipt_location)),
        (_("Value"), plain(whole.invoice_amount)),
        (_("Remarks"), whole.information),
    ]
    return Facts(items=[*rows, *((name, Cell(value=text)) for name, text in also if text)])


def _goods(whole: Consignment, *, most: int | None) -> Table:
    columns: list[tuple[Text, str]] = [
        (_("No."), "number"), (_("Goods"), "text"), (_("HS code"), "code"),
        (_("Packages"), "text"), (_("Gross, kg"), "number"), (_("Net, kg"), "number"),
        (_("Value"), "number"), (_("Origin"), "text")]
    items = whole.items or (ConsignmentItem(description=whole.cargo_description,
                                            commodity_code=whole.cargo_commodity_code),)
    rows = [_item(item, place) for place, item in enumerate(items[:most], 1)]
    said = [place for place in range(len(columns)) if any(row[place].value for row in rows)]
    return Table(
        caption=_("Goods"), columns=[columns[place] for place in said],
        rows=[[row[place] for place in said] for row in rows],
        blank=Blank(kind="empty", title=_("No goods.")))


def _item(item: ConsignmentItem, place_: int) -> list[Cell]:
    dangers = [f"UN {each.undg_number} {each.proper_shipping_name}".strip()
               for each in item.dangerous_goods]
    cold = [f"{plain(each.minimum_celsius)}…{plain(each.maximum_celsius)} °C"
            for each in item.handling
            if each.minimum_celsius is not None or each.maximum_celsius is not None]
    return [
        Cell(value=item.sequence or place_, kind="number"),
        Cell(value=". ".join([item.description, *dangers, *cold])),
        Cell(value=item.commodity_code, kind="code"), Cell(value=packages(item.packages)),
        _number(item.gross_weight_kg), _number(item.net_weight_kg),
        Cell(value=plain(item.invoice_amount)), Cell(value=item.origin_country),
    ]


def _number(value: Decimal | None) -> Cell:
    return Cell(value=None if value is None else float(value), kind="number")


def _equipment(whole: Consignment) -> Table | None:
    if not whole.equipment:
        return None
    return Table(
        caption=_("Trailer, containers, seals"), rows=[_unit(each) for each in whole.equipment],
        columns=[(_("Number"), "code"), (_("Kind"), "text"), (_("Seals"), "text")])


def _unit(each: TransportEquipment) -> list[Cell]:
    seals = ", ".join(seal.identifier for seal in each.seals)
    return [Cell(value=each.identifier, kind="code"), Cell(value=each.category_code),
            Cell(value=seals)]


def _documents(whole: Consignment) -> Table | None:
    named = [*whole.documents, *(each for item in whole.items for each in item.documents)]
    if not named:
        return None
    return Table(
        caption=_("Documents that it names"), columns=[
            (_("Kind"), "text"), (_("Number"), "code"), (_("Date of issue"), "text")],
        rows=[[Cell(value=each.type_code), Cell(value=each.identifier, kind="code"),
               Cell(value=each.issued[:10])] for each in named])


def _every(whole: Consignment) -> Facts:
    """Every single value, with its way: nothing that was told stays unseen."""
    found = leaves(Change(kind=Kind.ADDED, trail=(), term="", new=whole))
    return Facts(items=[(way(leaf.trail), Cell(value=plain(leaf.value))) for leaf in found])
