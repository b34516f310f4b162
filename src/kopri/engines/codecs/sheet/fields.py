"""The columns of the spreadsheet: code, place in the model, kind of value, title and hint.

A code never changes; titles are message ids and are taken in any of the four languages. Fields of
the journey are said once for all consignments of a file. A path leads through the model; ``trailer``
and ``container`` stand for the piece of equipment of that category.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from kopri.kernel.text import LANGUAGES, translate


class Part(Enum):
    """Which part of a notice a field belongs to."""

    JOURNEY = "journey"
    CONSIGNMENT = "consignment"
    GOODS = "goods"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. ``about``: whose, put before the title. ``beside``: the field with its currency."""

    code: str
    part: Part
    path: str
    kind: str
    title: str
    hint: str = ""
    about: str = ""
    beside: str = ""

    def said(self, language: str) -> str:
        """The title in a language."""
        title = translate(self.title, language=language)
        return f"{translate(self.about, language=language)}: {title}" if self.about else title


def _(message: str) -> str:
    """A message id, which `kernel.text` translates."""
    return message


def _fields(part: Part, *rows: tuple[str, ...], about: str = "") -> Iterator[Field]:
    for row in rows:
        code, path, kind, title, hint, beside = (*row, "", "")[:6]
        yield Field(code=code, part=part, path=path, kind=kind, title=title, hint=hint,
                    about=about, beside=beside)


def _party(name: str, about: str, *, part: Part) -> Iterator[Field]:
    rows = (
        ("name", "name", "text", _("name")),
        ("id", "tax_identifier", "mark", _("tax or business number"), _("Such as BIN, IIN or INN.")),
        ("street", "address.street", "text", _("street and house")),
        ("postcode", "address.postcode", "mark", _("postcode")),
        ("city", "address.city", "text", _("city")),
        ("country", "address.country", "country", _("country"), _("Two letters, such as TM.")),
        ("phone", "contact.telephone", "mark", _("telephone")),
    )
    return _fields(part, *(
        (f"{name}_{code}", f"{name}.{path}", *rest) for code, path, *rest in rows
    ), about=about)


_J, _C = Part.JOURNEY, Part.CONSIGNMENT
_LEG = "main_carriage.0"

FIELDS: tuple[Field, ...] = (
    *_fields(
        _J,
        ("vehicle_plate", f"{_LEG}.means.identifier", "mark", _("plate"),
         _("As on the vehicle, in Latin letters.")),
        ("vehicle_country", f"{_LEG}.means.country", "country", _("registered in"),
         _("Two letters, such as TM.")),
        ("vehicle_vin", f"{_LEG}.means.further_identifiers", "marks",
         _("chassis number (VIN)")),
        ("transport_mode", f"{_LEG}.mode_code", "mode", _("mode of transport")),
        about=_("Vehicle")),
    *_fields(
        _J,
        ("driver_family_name", f"{_LEG}.master.family_name", "text", _("family name"),
         _("As in the passport, in Latin letters.")),
        ("driver_given_name", f"{_LEG}.master.given_name", "text", _("given name")),
        ("driver_passport", f"{_LEG}.master.identifier", "mark", _("passport number")),
        about=_("Driver")),
    *_fields(
        _J,
        ("trailer_plate", "equipment.trailer.identifier", "mark", _("plate")),
        ("trailer_country", "equipment.trailer.country", "country", _("registered in")),
        ("trailer_type", "equipment.trailer.category_code", "trailer", _("type")),
        ("trailer_seals", "equipment.trailer.seals", "seals", _("seals"),
         _("Several are divided by commas.")),
        ("temperature_min_c", "equipment.trailer.minimum_celsius", "decimal",
         _("lowest temperature, °C")),
        ("temperature_max_c", "equipment.trailer.maximum_celsius", "decimal",
         _("highest temperature, °C")),
        about=_("Trailer")),
    *_fields(
        _J,
        ("container_number", "equipment.container.identifier", "mark", _("number"),
         _("Four letters and seven digits (ISO 6346).")),
        ("container_seals", "equipment.container.seals", "seals", _("seals"),
         _("Several are divided by commas.")),
        about=_("Container")),
    *_fields(
        _J,
        ("border_point", f"{_LEG}.border_crossing.0.location.identifier", "mark",
         _("crossing point"), _("Its code.")),
        ("border_point_name", f"{_LEG}.border_crossing.0.location.name", "text",
         _("name of the crossing point")),
        ("border_time", f"{_LEG}.border_crossing.0.estimated", "moment", _("expected at"),
         _("Day and hour, such as 15.01.2026 06:40.")),
        about=_("Border")),
    *_party("carrier", _("Carrier"), part=_J),
    *_fields(
        _C,
        ("waybill_number", "waybill.identifier", "mark", _("number"),
         _("Ties the goods to their consignment.")),
        ("waybill_type", "waybill.type_code", "waybill", _("type")),
        ("waybill_date", "waybill.issued", "moment", _("date")),
        ("waybill_place", "waybill.issue_location.name", "text", _("place of issue")),
        about=_("Waybill")),
    *_fields(_C, ("reference", "identifier", "mark", _("Own reference"))),
    *_party("consignor", _("Consignor"), part=_C),
    *_party("consignee", _("Consignee"), part=_C),
    *(each for each in _party("freight_forwarder", _("Forwarder"), part=_C)
      if each.code.rpartition("_")[2] in ("name", "id", "phone")),
    *_fields(
        _C,
        ("loading_place", "acceptance_location.name", "text", _("place")),
        ("loading_place_code", "acceptance_location.identifier", "mark", _("code of the place"),
         _("UN/LOCODE, where it is known.")),
        ("loading_country", "acceptance_location.country", "country", _("country"),
         _("Two letters, such as TM.")),
        ("loading_date", "acceptance_time", "moment", _("date")),
        about=_("Loading")),
    *_fields(
        _C,
        ("delivery_place", "receipt_location.name", "text", _("place")),
        ("delivery_place_code", "receipt_location.identifier", "mark", _("code of the place"),
         _("UN/LOCODE, where it is known.")),
        ("delivery_country", "receipt_location.country", "country", _("country"),
         _("Two letters, such as TM.")),
        about=_("Delivery")),
    *_fields(
        _C,
        ("export_office", "procedures.0.export_office.identifier", "mark", _("office of departure")),
        ("import_office", "procedures.0.import_office.identifier", "mark",
         _("office of destination")),
        about=_("Customs")),
    *_fields(
        _C,
        ("cargo_description", "cargo_description", "text", _("goods in a few words")),
        ("total_packages", "package_quantity", "count", _("packages")),
        ("total_gross_weight_kg", "gross_weight_kg", "kilograms", _("gross weight, kg")),
        ("total_net_weight_kg", "net_weight_kg", "kilograms", _("net weight, kg")),
        ("total_volume_m3", "gross_volume_m3", "decimal", _("volume, m³")),
        ("invoice_amount", "invoice_amount", "money", _("value on the invoice"), "",
         "invoice_currency"),
        ("invoice_currency", "", "currency", _("currency"), _("Three letters, such as USD.")),
        ("incoterms", "delivery_terms_code", "incoterms", _("terms of delivery (Incoterms)")),
        ("incoterms_place", "delivery_terms_place", "text", _("place of the terms")),
        ("information", "information", "text", _("remarks")),
        about=_("In all")),
    *_fields(
        Part.GOODS,
        ("item_number", "sequence", "count", _("Line number")),
        ("description", "description", "text", _("Goods"), _("Trade name, brand, model.")),
        ("hs_code", "commodity_code", "hs", _("HS code"),
         _("4 to 10 digits, as text, so that a zero in front stays.")),
        ("origin_country", "origin_country", "country", _("Country of origin"),
         _("Two letters, such as TM.")),
        ("packages", "packages.0.quantity", "count", _("Number of packages")),
        ("package_type", "packages.0.type_code", "package", _("Kind of package")),
        ("marks", "packages.0.marks", "text", _("Marks and numbers")),
        ("gross_weight_kg", "gross_weight_kg", "kilograms", _("Gross weight, kg")),
        ("net_weight_kg", "net_weight_kg", "kilograms", _("Net weight, kg")),
        ("volume_m3", "gross_volume_m3", "decimal", _("Volume, m³")),
        ("quantity", "tariff_quantity", "decimal", _("Quantity in a further unit")),
        ("unit", "tariff_unit", "mark", _("Further unit"),
         _("Code of UN/ECE Recommendation 20, such as LTR or NAR.")),
        ("value", "invoice_amount", "money", _("Value"), "", "currency"),
        ("currency", "", "currency", _("Currency"),
         _("Three letters, such as USD. Empty: that of the invoice.")),
        ("container", "equipment", "marks", _("In container or trailer"),
         _("Several are divided by commas.")),
        ("un_number", "dangerous_goods.0.undg_number", "undg", _("UN number of dangerous goods"),
         _("Four digits.")),
        ("hazard_class", "dangerous_goods.0.hazard_class", "mark", _("Hazard class")),
        ("packing_group", "dangerous_goods.0.packing_group_code", "group", _("Packing group")),
        ("shipping_name", "dangerous_goods.0.proper_shipping_name", "text",
         _("Proper shipping name")),
    ),
    *_fields(
        Part.DOCUMENT,
        ("document_type", "type_code", "document", _("Kind of document")),
        ("document_number", "identifier", "mark", _("Document number")),
        ("document_date", "issued", "moment", _("Date of the document")),
    ),
)
BY_CODE: dict[str, Field] = {one.code: one for one in FIELDS}
# The column that ties a line of goods or a document to its consignment.
LINK = "waybill_number"


def fields_of(*parts: Part) -> tuple[Field, ...]:
    """The fields of some parts, in the template's order."""
    return tuple(one for one in FIELDS if one.part in parts)


def plain(text: str) -> str:
    """A title as it is compared: one case, single blanks, no mark of what must be filled."""
    return " ".join(text.replace("*", " ").split()).casefold()


@cache
def titles() -> dict[str, str]:
    """Every title in every language, and every code, to the code."""
    known = {plain(one.said(language)): one.code for language in LANGUAGES for one in FIELDS}
    return known | {one.code: one.code for one in FIELDS}


def code_of(text: object) -> str:
    """The field that a heading names; empty where it names none."""
    return titles().get(plain(text), "") if isinstance(text, str) and len(text) < 200 else ""


SHEETS: dict[str, str] = {
    "consignment": _("Consignment"), "goods": _("Goods"), "documents": _("Documents"),
    "help": _("Help"), "codes": _("Codes"),
}


def sheet_name(key: str, *, language: str) -> str:
    """The name of a sheet of the template."""
    return translate(SHEETS[key], language=language)[:31]


@cache
def own_sheets() -> frozenset[str]:
    """Sheets of the template that nobody fills in, by their names in every language."""
    return frozenset(sheet_name(key, language=language)
                     for key in ("help", "codes") for language in LANGUAGES)
