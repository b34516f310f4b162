"""WCO Data Model 3.6 declaration, XML: in its MetaData envelope or bare; read, kept, written.

Source: WCO Data Model 3.6 as HM Revenue & Customs publishes it (WCO_DEC_2_DMS). Amendments and
cancellations are read and kept; they announce nothing by themselves.
"""

from typing import Any

from kopri.engines.codecs.reading import Message
from kopri.engines.codecs.wco import leaves
from kopri.engines.codecs.wco.filling import fill, settle, spread
from kopri.engines.codecs.wco.grammar import DECLARATION, GRAMMAR, METADATA, NAMESPACES
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.mapping import Each, Mapping, Row
from kopri.engines.codecs.wire.xml_codec import Root, Tree, XmlCodec
from kopri.kernel.consignment import (
    Address,
    Consignment,
    ConsignmentItem,
    Contact,
    DangerousGoods,
    DocumentReference,
    Guarantee,
    Location,
    Note,
    PackagingUnit,
    RegulatoryProcedure,
    Seal,
    TradeParty,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)

_LINE = leaves.line


def _numbered(*names: str) -> Any:
    """Counts the entries of lists whose number the model has no field for."""
    def complete(value: Any, tree: Tree) -> None:
        for name in names:
            for number, entry in enumerate(tree.get(name, ()), 1):
                entry.setdefault("SequenceNumeric", str(number))

    return complete


ADDRESS = Mapping(
    Address,
    ("street", "Line.content", _LINE),
    ("postcode", "PostcodeID.content", _LINE),
    ("city", "CityName.content", _LINE),
    ("country_subdivision", "CountrySubDivisionName.content", _LINE),
    ("country", "CountryCode.content"),
)
_PARTY: tuple[Row, ...] = (
    ("identifier", "ID.content", _LINE),
    ("name", "Name.content", _LINE),
    ("address", "Address", ADDRESS),
)
_TELEPHONE: tuple[Row, ...] = (
    ("telephone", "Communication", leaves.telephone),
    ("email", "Communication", leaves.email),
)
PARTY = Mapping(TradeParty, *_PARTY)
CARRIER = Mapping(TradeParty, *_PARTY, ("contact", "", Mapping(Contact, *_TELEPHONE)))
TRADER = Mapping(
    TradeParty, *_PARTY,
    ("contact", "", Mapping(Contact, ("person_name", "Contact.Name.content", _LINE), *_TELEPHONE)),
)
OFFICE = Mapping(Location, ("identifier", "ID.content", _LINE))
PORT = Mapping(
    Location, ("identifier", "ID.content", _LINE), ("name", "Name.content", _LINE),
)
GOODS_LOCATION = Mapping(
    Location,
    ("identifier", "ID.content", _LINE),
    ("name", "Name.content", _LINE),
    ("address", "Address", Mapping(
        Address,
        ("street", "Line.content", _LINE),
        ("postcode", "PostcodeID.content", _LINE),
        ("city", "CityName.content", _LINE),
        ("country", "CountryCode.content"),
    )),
)
DOCUMENT = Mapping(
    DocumentReference,
    ("type_code", "", leaves.type_code("N")),
    ("subtype_code", "", leaves.subtype_code("N")),
    ("identifier", "ID.content", _LINE),
)
ITEM_DOCUMENT = Mapping(
    DocumentReference,
    ("type_code", "", leaves.type_code("N")),
    ("subtype_code", "", leaves.subtype_code("N")),
    ("identifier", "ID.content", _LINE),
    ("name", "Name.content", _LINE),
    ("valid_from", "EffectiveDateTime", leaves.moment),
    ("issuer", "Submitter", Mapping(TradeParty, ("name", "Name.content", _LINE))),
)
PREVIOUS = Mapping(
    DocumentReference,
    ("type_code", "", leaves.type_code("Z")),
    ("subtype_code", "", leaves.subtype_code("Z")),
    ("identifier", "ID.content", _LINE),
)
STATEMENT = Mapping(
    Note,
    ("content_code", "StatementCode.content"),
    ("content", "StatementDescription.content", _LINE),
    ("subject_code", "StatementTypeCode.content"),
)
PACKAGE = Mapping(
    PackagingUnit,
    ("marks", "MarksNumbersID.content", _LINE),
    ("quantity", "QuantityQuantity", leaves.count),
    ("type_code", "TypeCode.content"),
    ("information", "PackingMaterialDescription.content", _LINE),
    ("gross_volume_m3", "VolumeMeasure", leaves.cubic_metres),
)
ITEM = Mapping(
    ConsignmentItem,
    ("sequence", "SequenceNumeric", convert.integer),
    ("description", "Commodity.Description.content", _LINE),
    ("commodity_code", "Commodity.Classification", leaves.commodity),
    ("origin_country", "Origin", leaves.origin),
    ("destination_country", "Destination.CountryCode.content"),
    ("gross_weight_kg", "Commodity.GoodsMeasure.GrossMassMeasure", leaves.kilograms),
    ("net_weight_kg", "Commodity.GoodsMeasure.NetNetWeightMeasure", leaves.kilograms),
    ("tariff_quantity", "Commodity.GoodsMeasure.TariffQuantity.content", convert.decimal),
    ("tariff_unit", "Commodity.GoodsMeasure.TariffQuantity.unitCode"),
    ("invoice_amount", "Commodity.InvoiceLine.ItemChargeAmount", leaves.amount),
    ("customs_value", "CustomsValueAmount", leaves.amount),
    ("statistical_value", "StatisticalValueAmount", leaves.amount),
    ("dangerous_goods", "Commodity.DangerousGoods", Each(Mapping(
        DangerousGoods, ("undg_number", "UNDGID.content"),
    ))),
    ("equipment", "Commodity.TransportEquipment", leaves.equipment),
    ("procedures", "GovernmentProcedure", Each(Mapping(
        RegulatoryProcedure,
        ("type_code", "CurrentCode.content"),
        ("previous_type_code", "PreviousCode.content"),
    ))),
    ("packages", "Packaging", Each(PACKAGE)),
    ("documents", "AdditionalDocument", Each(ITEM_DOCUMENT)),
    ("previous_documents", "PreviousDocument", Each(PREVIOUS)),
    ("notes", "AdditionalInformation", Each(STATEMENT)),
    complete=_numbered("Packaging"),
)
EQUIPMENT = Mapping(
    TransportEquipment,
    ("sequence", "SequenceNumeric", convert.integer),
    ("identifier", "ID.content", _LINE),
    ("seals", "Seal", Each(Mapping(Seal, ("identifier", "ID.content", _LINE)))),
    complete=_numbered("Seal"),
)
_MEANS: tuple[Row, ...] = (
    ("identifier", "ID.content", _LINE),
    ("name", "Name.content", _LINE),
    ("type_code", "TypeCode.content"),
)
BORDER = Mapping(
    TransportMovement,
    ("mode_code", "ModeCode.content"),
    ("means", "", Mapping(
        TransportMeans, *_MEANS, ("country", "RegistrationNationalityCode.content"),
    )),
)
LEG = Mapping(
    TransportMovement,
    ("mode_code", "ModeCode.content"),
    ("means", "", Mapping(TransportMeans, *_MEANS)),
)
PROCEDURE = Mapping(
    RegulatoryProcedure,
    ("type_code", "TypeCode.content"),
    ("export_office", "DeclarationOfficeID", Mapping(Location, ("identifier", "content", _LINE))),
    ("exit_office", "ExitOffice", OFFICE),
    ("guarantees", "ObligationGuarantee", Each(Mapping(
        Guarantee,
        ("identifier", "ReferenceID.content", _LINE),
        ("reference", "ID.content", _LINE),
        ("type_code", "SecurityDetailsCode.content"),
        ("amount", "AmountAmount", leaves.amount),
        ("office", "GuaranteeOffice", OFFICE),
    ))),
)
_SHIPMENT = "GoodsShipment"
CONSIGNMENT = Mapping(
    Consignment,
    ("identifier", f"{_SHIPMENT}.UCR.ID.content", _LINE),
    ("consignor_reference", f"{_SHIPMENT}.UCR.TraderAssignedReferenceID.content", _LINE),
    ("exporter", "Exporter", TRADER),
    ("importer", f"{_SHIPMENT}.Importer", TRADER),
    ("declarant", "Declarant", TRADER),
    ("declarant_agent", "Agent", PARTY),
    ("consignor", f"{_SHIPMENT}.Consignor", PARTY),
    ("consignee", f"{_SHIPMENT}.Consignee", PARTY),
    ("carrier", "Consignment.Carrier", CARRIER),
    ("export_country", f"{_SHIPMENT}.ExportCountry.ID.content"),
    ("import_country", f"{_SHIPMENT}.Destination.CountryCode.content"),
    ("transit_countries", "Consignment.Itinerary", leaves.routing),
    # what the model says in other places too: ``filling`` sees that it is written once
    ("waybill", "AdditionalDocument.0", DOCUMENT),
    ("acceptance_location", _SHIPMENT, Mapping(
        Location, ("country", "ExportCountry.ID.content"),
    )),
    ("receipt_location", _SHIPMENT, Mapping(
        Location, ("country", "Destination.CountryCode.content"),
    )),
    ("customs_location", f"{_SHIPMENT}.Consignment.GoodsLocation", GOODS_LOCATION),
    ("loading_port", f"{_SHIPMENT}.Consignment.LoadingLocation", PORT),
    ("gross_weight_kg", "TotalGrossMassMeasure", leaves.kilograms),
    ("item_quantity", "GoodsItemQuantity", leaves.count),
    ("package_quantity", "TotalPackageQuantity", leaves.count),
    ("invoice_amount", "InvoiceAmount", leaves.amount),
    ("delivery_terms_code", f"{_SHIPMENT}.TradeTerms.ConditionCode.content"),
    ("delivery_terms_place", f"{_SHIPMENT}.TradeTerms.LocationID.content",
     leaves.place(coded=True)),
    ("delivery_terms_place", f"{_SHIPMENT}.TradeTerms.LocationName.content",
     leaves.place(coded=False)),
    ("information", "AdditionalInformation", leaves.statements),
    ("items", f"{_SHIPMENT}.GovernmentAgencyGoodsItem", Each(ITEM)),
    ("equipment", f"{_SHIPMENT}.Consignment.TransportEquipment", Each(EQUIPMENT)),
    ("main_carriage", "BorderTransportMeans", Each(BORDER, single=True)),
    ("pre_carriage", f"{_SHIPMENT}.Consignment.DepartureTransportMeans", Each(LEG, single=True)),
    ("on_carriage", f"{_SHIPMENT}.Consignment.ArrivalTransportMeans", Each(LEG, single=True)),
    ("procedures", "", Each(PROCEDURE, single=True)),
    ("documents", "AdditionalDocument", Each(DOCUMENT)),
    ("previous_documents", f"{_SHIPMENT}.PreviousDocument", Each(PREVIOUS)),
)

# UN/EDIFACT 1225: what a declaration message is for, and the types of the additional message
_ORIGINAL, _REQUEST, _NOTIFICATION = "9", "13", "14"
_INVALIDATION = "INV"


def message(wire: Any) -> Message:
    """What a Declaration record is for; one whose function is not readable counts as original."""
    function = wire.FunctionCode.content if wire.FunctionCode else _ORIGINAL
    kind = wire.TypeCode.content if wire.TypeCode else ""
    name = {_ORIGINAL: "declaration", _NOTIFICATION: "notification"}.get(function, "amendment")
    if function == _REQUEST and kind == _INVALIDATION:
        name = "cancellation"
    reference = wire.FunctionalReferenceID
    return Message(
        kind=name, function_code=function, type_code=kind,
        reference=reference.content.strip() if reference else "",
        registration=wire.ID.content.strip() if wire.ID else "",
    )


def _filled(tree: Tree, consignment: Consignment) -> Tree:
    return fill(consignment, write=CONSIGNMENT.write)


_BARE = Root(
    mapping=CONSIGNMENT, grammar=GRAMMAR, record="Declaration", namespaces=NAMESPACES,
    about=message, settle=settle, spread=spread,
)
_ENVELOPE = Root(
    mapping=CONSIGNMENT, grammar=GRAMMAR, record="MetaData", inside="Declaration",
    namespaces=NAMESPACES, about=message, settle=settle, spread=spread, fill=_filled,
)
CODEC = XmlCodec(
    name="wco-declaration",
    title="WCO Data Model declaration, XML",
    rule="WCO Data Model 3.6",
    roots={f"{{{METADATA}}}MetaData": _ENVELOPE, f"{{{DECLARATION}}}Declaration": _BARE},
    marks=(DECLARATION.encode(), b"<WCODataModelVersionCode"),
    written=f"{{{METADATA}}}MetaData",
    enveloped=True,
    lodged=True,
)
