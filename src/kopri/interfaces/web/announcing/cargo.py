"""The groups of the form that are about the goods: file, waybill, goods, places, equipment, papers."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopri.interfaces.web import names
from kopri.interfaces.web.announcing import papers
from kopri.interfaces.web.announcing.sheet import ROWS, tidied
from kopri.interfaces.web.announcing.shown import Button, Group, Row
from kopri.interfaces.web.announcing.work import PAPERS, Desk, Work
from kopri.interfaces.web.filling import Filling
from kopri.interfaces.web.show import Cell, Facts, Field, Link
from kopri.interfaces.web.words import Text, say
from kopri.kernel.consignment import Consignment

TEMPLATE = "/templates/consignment.xlsx"
FEW = 3  # rows that are shown whole


def file(work: Work, filling: Filling, *, desk: Desk) -> Group:
    """The waybill's file, which fills in the rest."""
    kept = papers.name_of(work, "file", desk=desk)
    hint = say("{name} is kept; choose a file only to send another.", name=kept) if kept else _(
        "An electronic waybill, a declaration or the filled spreadsheet. "
        "What the file says need not be typed.")
    fields = [filling.field("file", _("File"), kind="file", required=False, hint=hint)]
    asked = {fault.path.rpartition("/")[2] for fault in work.faults}
    for name, label in (("leg", _("Which leg of the way")), ("consignment", _("Which consignment"))):
        if filling.value(name) or name in asked:
            fields.append(filling.field(name, label, required=False))
    buttons = [Button(do="read", label=_("Fill in from the file"))]
    if not work.sheet.blank:
        buttons.append(Button(do="append", label=_("Add the file's consignments")))
    return Group(id="file", title=_("Do you have the waybill as a file?"), fields=fields,
                 buttons=buttons,
                 links=[Link(href=TEMPLATE, label=_("Spreadsheet to fill in (XLSX)"))])


def consignments(work: Work) -> list[Group]:
    """Every consignment of the vehicle as a line, where there are several."""
    known = work.sheet.consignments
    if len(known) == 1:
        return []
    rows = [
        Row(id=f"c{number}", title=_title(whole, number), fields=(), buttons=[
            *([] if number == work.sheet.at else
              [Button(do=f"open:{number}", label=_("Open"), at="waybill")]),
            Button(do=f"drop-consignment:{number}", label=_("Remove"), at="consignments")])
        for number, whole in enumerate(known)
    ]
    return [Group(id="consignments", rows=rows, fold=len(known) > FEW, title=say(
        "Consignments on this truck: {number}", number=len(known)))]


def _title(whole: Consignment, number: int) -> str:
    """``2. CMR 14772, Aktau Grain LLP, 20100 kg``."""
    tidy = tidied(whole)
    parts = [whole.waybill.identifier if whole.waybill else "",
             whole.consignor.name if whole.consignor else "",
             f"{tidy.gross_weight_kg:f} {_('kg')}" if tidy.gross_weight_kg else ""]
    return f"{number + 1}. " + (", ".join(part for part in parts if part) or _("empty"))


def waybill(work: Work, filling: Filling) -> Group:
    """Number, sender and receiver of the consignment that is open."""
    rows = [Row(id=name, title=title, fields=[
        filling.field(name, _("Name"), required=False),
        filling.field(f"{name}_country", _("Country"), required=False,
                      hint=_("Two letters.")),
    ], more_title=_("Address and number"), more=[
        filling.field(f"{name}_city", _("Town"), required=False),
        filling.field(f"{name}_street", _("Street and house"), required=False),
        filling.field(f"{name}_id", _("Tax or business number (BIN, INN)"), required=False),
    ]) for name, title in (("consignor", _("Consignor")), ("consignee", _("Consignee")))]
    several = len(work.sheet.consignments) > 1
    title = say("Consignment {number}: waybill", number=work.sheet.at + 1) if several else _(
        "Waybill")
    return Group(id="waybill", title=title, rows=rows, fields=[
        filling.field("waybill", _("Number of the waybill"), required=False),
        filling.field("issued", _("Date of the waybill"), kind="date", required=False)])


PACKAGES: dict[str, Text] = {
    "PX": gettext_lazy("pallets"), "CT": gettext_lazy("cartons"), "BX": gettext_lazy("boxes"),
    "BG": gettext_lazy("bags"), "CR": gettext_lazy("crates"), "DR": gettext_lazy("drums"),
    "RO": gettext_lazy("rolls"), "BL": gettext_lazy("bales"), "PK": gettext_lazy("packages"),
    "NE": gettext_lazy("unpacked"), "VR": gettext_lazy("in bulk, grains"),
    "VL": gettext_lazy("in bulk, liquid"), "VO": gettext_lazy("in bulk, pieces"),
}


def goods(work: Work, filling: Filling) -> Group:
    """The items, some at a time, and what they add up to."""
    sheet = work.sheet
    items = sheet.open.items
    last = min(len(items), sheet.start + ROWS)
    rows = [_item(work, filling, number) for number in range(sheet.start, last)]
    buttons = [Button(do="item", label=_("Add another item"), at=f"i{len(items)}"),
               Button(do="check", label=_("Add up and check"), at="goods")]
    if sheet.start:
        buttons.append(Button(do=f"rows:{max(0, sheet.start - ROWS)}", label=_("Earlier items"),
                              at="goods"))
    if last < len(items):
        buttons.append(Button(do=f"rows:{last}", label=_("Further items"), at="goods"))
    buttons.append(Button(do="consignment", label=_("Add another consignment"), at="waybill"))
    title = _("Goods") if len(items) <= ROWS else say(
        "Goods, items {first} to {last} of {all}", first=sheet.start + 1, last=last,
        all=len(items))
    return Group(id="goods", title=title, rows=rows, buttons=buttons, facts=_totals(work))


def _item(work: Work, filling: Filling, number: int) -> Row:
    def field(name: str, label: Text, **more: object) -> Field:
        return filling.field(f"i{number}-{name}", label, required=False, **more)

    known = filling.value(f"i{number}-package")
    kinds: dict[str, Text] = {
        "": "", **({known: known} if known not in PACKAGES else {}), **PACKAGES}
    found = work.found.get(number, ())
    return Row(
        id=f"i{number}", alone=len(work.sheet.open.items) <= FEW, title=say("Item {number}", number=number + 1),
        fields=[
            filling.field(f"i{number}-goods", _("What is it called?")),
            field("hs", _("HS code"), kind="hs", hint=_(
                "4 to 10 digits, or words to look it up.") if not number else ""),
            filling.field(f"i{number}-gross", _("Gross weight"), kind="decimal", unit=_("kg")),
            field("packages", _("Number of packages"), kind="number"),
            filling.choice(f"i{number}-package", _("Kind of package"), kind="select",
                           required=False, choices=list(kinds.items())),
        ],
        more_title=_("Net weight, value, origin, danger, temperature"),
        more=[
            field("net", _("Net weight"), kind="decimal", unit=_("kg")),
            field("value", _("Value"), kind="decimal"),
            field("value_currency", _("Currency")),
            field("origin", _("Country of origin")),
            field("un", _("UN number of dangerous goods"), kind="number"),
            field("un_name", _("Proper shipping name")),
            field("un_class", _("Hazard class")),
            field("un_group", _("Packing group")),
            field("coldest", _("Lowest temperature"), kind="decimal", unit="°C"),
            field("warmest", _("Highest temperature"), kind="decimal", unit="°C"),
        ],
        buttons=[
            Button(do=f"hs:{number}", label=_("Look up the HS code"), at=f"i{number}"),
            *([Button(do=f"drop-item:{number}", label=_("Remove this item"), at="goods")]
              if len(work.sheet.open.items) > 1 else []),
        ],
        choices=[
            Button(do=f"take:{number}:{each.code}", at=f"i{number}",
                   label=f"{each.code} {each.name or each.title}",
                   hint=each.within if not each.name else each.title)
            for each in found],
        choices_title=_("Which of these is it?") if found else "",
    )


def _totals(work: Work) -> Facts:
    """What the items add up to; where the document said otherwise, that too."""
    stated, tidy = work.sheet.open, tidied(work.sheet.open)
    items: list[tuple[Text, Cell]] = [
        (_("Gross weight of all items"), Cell(
            value=_plain(tidy.gross_weight_kg), kind="number", unit=_("kg"))),
        (_("Packages of all items"), Cell(value=tidy.package_quantity, kind="number")),
    ]
    if stated.gross_weight_kg not in (None, tidy.gross_weight_kg):
        items.append((_("Stated so far"), Cell(
            value=_plain(stated.gross_weight_kg), kind="number", unit=_("kg"))))
    return Facts(items=items)


def _plain(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def places(filling: Filling) -> Group:
    """Where the goods are taken over and delivered: in transit, that lies beyond both countries."""
    fields = [
        filling.field("loading", _("Place of taking over"), required=False),
        filling.field("loading_country", _("Country of taking over"), required=False,
                      hint=_("Two letters.")),
        filling.field("unloading", _("Place of delivery"), required=False),
        filling.field("unloading_country", _("Country of delivery"), required=False,
                      hint=_("Two letters; for transit the last country, such as IR.")),
        filling.field("information", _("Remarks"), kind="lines", required=False),
    ]
    return _folded("places", _("Places and remarks"), fields)


def equipment(work: Work, filling: Filling) -> Group:
    """Trailer, containers, seals."""
    kinds = {"SM": _("semi-trailer"), "TE": _("trailer"), "CN": _("container"), "TN": _("tank"),
             "SW": _("swap body")}
    rows = []
    for number in range(min(len(work.sheet.open.equipment), ROWS)):
        known = filling.value(f"e{number}-kind")
        choices = {"": "", **({known: known} if known not in kinds else {}), **kinds}
        rows.append(Row(
            id=f"e{number}", title=say("Unit {number}", number=number + 1), fields=[
                filling.field(f"e{number}-number", _("Number"), kind="code", required=False),
                filling.choice(f"e{number}-kind", _("Kind"), kind="select", required=False,
                               choices=list(choices.items())),
                filling.field(f"e{number}-seals", _("Seals"), required=False,
                              hint=_("Several with commas between.")),
            ],
            buttons=[Button(do=f"drop-equipment:{number}", label=_("Remove"), at="equipment")]))
    return Group(
        id="equipment", title=_("Trailer, containers, seals"), rows=rows, fold=True,
        start_open=bool(rows),
        buttons=[Button(do="equipment", label=_("Add a trailer or container"), at="equipment")])


def documents(work: Work, filling: Filling, *, desk: Desk) -> Group:
    """Papers to be attached: one row more than there are files."""
    known = {each.id for country in desk.house.pair.countries for each in country.documents
             if "road" in each.modes}
    choices: list[tuple[str, Text]] = [
        ("", ""), *((code, names.document(desk.house.pair, code=code)) for code in sorted(known))]
    kept = [row for row in range(PAPERS) if papers.name_of(work, f"d{row}-file", desk=desk)]
    count = min(PAPERS, max(kept, default=-1) + 2)
    rows = [
        Row(id=f"d{row}", title=papers.name_of(work, f"d{row}-file", desk=desk) or say(
            "Document {number}", number=row + 1), fields=[
            filling.choice(f"d{row}-type", _("Document"), kind="select", choices=choices,
                           required=False),
            filling.field(f"d{row}-number", _("Number"), required=False),
            filling.field(f"d{row}-file", _("File"), kind="file", required=False,
                          hint=_("PDF, PNG, JPEG, XML or JSON, at most 20 MB.")
                          if not row else ""),
        ])
        for row in range(count)
    ]
    return Group(id="papers", title=_("Documents with files"), rows=rows, fold=True,
                 start_open=bool(kept),
                 buttons=[Button(do="paper", label=_("Add another document"), at="papers")])


def _folded(name: str, title: Text, fields: list[Field]) -> Group:
    return Group(id=name, title=title, fields=fields, fold=True,
                 start_open=any(each.value for each in fields))
