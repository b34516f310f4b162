"""The consignment: goods under one transport contract, with all that is said of them."""

from decimal import Decimal
from typing import Annotated

from kopri.kernel.consignment.goods import (
    ConsignmentItem,
    CountrySubdivision,
    DangerousGoods,
    PackagingUnit,
    ServiceCharge,
    TransportService,
)
from kopri.kernel.consignment.parties import (
    Amount,
    DocumentReference,
    Event,
    Instructions,
    Location,
    Moment,
    TradeParty,
    Value,
    term,
)
from kopri.kernel.consignment.transport import (
    RegulatoryProcedure,
    TransportEquipment,
    TransportMovement,
)

_C = "Supply Chain_ Consignment. "


class Consignment(Value, frozen=True, kw_only=True):
    """Supply Chain_ Consignment.

    ``waybill`` is the transport contract document (CMR, SMGS, ...) itself, ``certificate`` the
    sanitary, phytosanitary or veterinary certificate itself, where that is the document.
    ``acceptance_location`` and ``receipt_location`` are by rail the stations of departure and of
    destination. An example::

        Consignment(
            waybill=DocumentReference(type_code="730", identifier="CMR 0014772"),
            consignor=TradeParty(name="Aktau Grain LLP"),
            gross_weight_kg=Decimal("20100"),
            items=(ConsignmentItem(sequence=1, description="Wheat", commodity_code="100199"),),
        )

    ``msgspec.json.encode`` makes its JSON, ``msgspec.json.decode(..., type=Consignment)`` reads it.
    """

    identifier: Annotated[str, term(_C + "Identification. Identifier")] = ""
    consignor_reference: Annotated[str, term(_C + "Consignor Assigned. Identifier")] = ""
    carrier_reference: Annotated[str, term(_C + "Carrier Assigned. Identifier")] = ""
    forwarder_reference: Annotated[str, term(_C + "Freight Forwarder Assigned. Identifier")] = ""
    waybill: Annotated[
        DocumentReference | None, term(_C + "Transport Contract. Referenced_ Document")
    ] = None
    certificate: Annotated[
        DocumentReference | None, term("Exchanged_ Document, where it is a certificate")
    ] = None
    consignor: Annotated[TradeParty | None, term(_C + "Consignor. Trade_ Party")] = None
    consignee: Annotated[TradeParty | None, term(_C + "Consignee. Trade_ Party")] = None
    carrier: Annotated[TradeParty | None, term(_C + "Carrier. Trade_ Party")] = None
    connecting_carriers: Annotated[
        tuple[TradeParty, ...], term(_C + "Connecting Carrier. Trade_ Party")
    ] = ()
    freight_forwarder: Annotated[
        TradeParty | None, term(_C + "Freight Forwarder. Trade_ Party")
    ] = None
    consignor_agent: Annotated[
        TradeParty | None, term(_C + "Consignor Agent. Trade_ Party")
    ] = None
    ship_to: Annotated[TradeParty | None, term(_C + "Ship To. Trade_ Party")] = None
    despatch_party: Annotated[TradeParty | None, term(_C + "Despatch. Trade_ Party")] = None
    delivery_party: Annotated[TradeParty | None, term(_C + "Delivery. Trade_ Party")] = None
    transit_agent: Annotated[
        TradeParty | None, term(_C + "Customs Transit_ Agent. Trade_ Party")
    ] = None
    transport_buyer: Annotated[
        TradeParty | None, term(_C + "Transport Services Buyer. Trade_ Party")
    ] = None
    exporter: Annotated[TradeParty | None, term(_C + "Exporter. Trade_ Party")] = None
    importer: Annotated[TradeParty | None, term(_C + "Importer. Trade_ Party")] = None
    declarant: Annotated[TradeParty | None, term(_C + "Declarant. Trade_ Party")] = None
    declarant_agent: Annotated[TradeParty | None, term(_C + "Declarant Agent. Trade_ Party")] = (
        None
    )
    notified: Annotated[tuple[TradeParty, ...], term(_C + "Notified. Trade_ Party")] = ()
    associated_parties: Annotated[
        tuple[TradeParty, ...], term(_C + "Associated. Trade_ Party")
    ] = ()
    acceptance_location: Annotated[
        Location | None, term(_C + "Carrier Acceptance. Logistics_ Location")
    ] = None
    acceptance_time: Annotated[Moment, term(_C + "Carrier Acceptance. Date Time")] = ""
    receipt_location: Annotated[
        Location | None, term(_C + "Consignee Receipt. Logistics_ Location")
    ] = None
    export_country: Annotated[str, term(_C + "Export. Trade_ Country")] = ""
    export_regions: Annotated[
        tuple[CountrySubdivision, ...],
        term(_C + "Export. Trade_ Country. Trade_ Country Sub-Division"),
    ] = ()
    import_country: Annotated[
        str, term(_C + "Import. Trade_ Country, or country of final destination")
    ] = ""
    import_regions: Annotated[
        tuple[CountrySubdivision, ...],
        term(_C + "Import. Trade_ Country. Trade_ Country Sub-Division"),
    ] = ()
    transit_countries: Annotated[
        tuple[str, ...], term(_C + "Transit. Trade_ Country, identifiers")
    ] = ()
    reexport_countries: Annotated[
        tuple[str, ...], term(_C + "Re-Export. Trade_ Country, identifiers")
    ] = ()
    export_exit_time: Annotated[Moment, term(_C + "Export Exit. Date Time")] = ""
    availability_time: Annotated[Moment, term(_C + "Availability Due. Date Time")] = ""
    customs_location: Annotated[
        Location | None, term(_C + "Declared For Customs. Logistics_ Location")
    ] = None
    loading_port: Annotated[
        Location | None, term(_C + "Loading Baseport. Logistics_ Location")
    ] = None
    unloading_port: Annotated[
        Location | None, term(_C + "Unloading Baseport. Logistics_ Location")
    ] = None
    transit_locations: Annotated[
        tuple[Location, ...], term(_C + "Transit. Logistics_ Location")
    ] = ()
    transshipment_locations: Annotated[
        tuple[Location, ...], term(_C + "Transshipment. Logistics_ Location")
    ] = ()
    transshipment_permitted: Annotated[
        bool | None, term(_C + "Transshipment Permission. Indicator")
    ] = None
    pick_up: Annotated[Event | None, term(_C + "Pick-Up. Transport_ Event")] = None
    delivery: Annotated[Event | None, term(_C + "Delivery. Transport_ Event")] = None
    examinations: Annotated[tuple[Event, ...], term(_C + "Examination. Transport_ Event")] = ()
    events: Annotated[tuple[Event, ...], term(_C + "Specified. Transport_ Event")] = ()
    gross_weight_kg: Annotated[Decimal | None, term(_C + "Gross Weight. Measure, kilograms")] = None
    net_weight_kg: Annotated[Decimal | None, term(_C + "Net Weight. Measure, kilograms")] = None
    chargeable_weight_kg: Annotated[
        Decimal | None, term(_C + "Chargeable Weight. Measure, kilograms")
    ] = None
    gross_volume_m3: Annotated[
        Decimal | None, term(_C + "Gross Volume. Measure, cubic metres")
    ] = None
    item_quantity: Annotated[int | None, term(_C + "Consignment Item. Quantity")] = None
    package_quantity: Annotated[int | None, term(_C + "Package. Quantity")] = None
    equipment_quantity: Annotated[int | None, term(_C + "Transport Equipment. Quantity")] = None
    package_type: Annotated[str, term(_C + "Package Type. Text")] = ""
    marks: Annotated[
        str, term(_C + "Physical. Logistics_ Shipping Marks. Marking. Text")
    ] = ""
    ship_stores: Annotated[bool | None, term(_C + "Ship Stores. Indicator")] = None
    cargo_description: Annotated[
        str, term(_C + "Nature Identification. Transport_ Cargo. Text")
    ] = ""
    cargo_commodity_code: Annotated[
        str, term("Transport_ Cargo. Statistical Classification. Code: HS, 4 to 10 digits")
    ] = ""
    invoice_amount: Annotated[Amount | None, term(_C + "Associated Invoice. Amount")] = None
    declared_value: Annotated[
        Amount | None, term(_C + "Declared Value For Carriage. Amount")
    ] = None
    customs_value: Annotated[
        Amount | None, term(_C + "Declared Value For Customs. Amount")
    ] = None
    insurance_value: Annotated[Amount | None, term(_C + "Insurance Value. Amount")] = None
    total_charge: Annotated[Amount | None, term(_C + "Total Charge. Amount")] = None
    total_collect_charge: Annotated[
        Amount | None, term(_C + "Total Collect Charge. Amount")
    ] = None
    total_allowance_charge: Annotated[
        Amount | None, term(_C + "Total Allowance Charge. Amount")
    ] = None
    cash_on_delivery: Annotated[Amount | None, term(_C + "COD. Amount")] = None
    payment_code: Annotated[str, term(_C + "Payment Arrangement. Code, UN/EDIFACT 4237")] = ""
    delivery_terms_code: Annotated[
        str, term("Trade_ Delivery Terms. Delivery Type. Code, Incoterms")
    ] = ""
    delivery_terms_place: Annotated[
        str, term("Trade_ Delivery Terms. Relevant. Trade_ Location")
    ] = ""
    charges: Annotated[
        tuple[ServiceCharge, ...], term(_C + "Applicable. Logistics_ Service Charge")
    ] = ()
    services: Annotated[
        tuple[TransportService, ...], term(_C + "Transport. Transport_ Service")
    ] = ()
    insurance: Annotated[str, term(_C + "Cargo Insurance Instructions. Text")] = ""
    contract_terms: Annotated[str, term(_C + "Contract Terms. Text")] = ""
    information: Annotated[str, term(_C + "Information. Text")] = ""
    consignor_information: Annotated[
        str, term(_C + "Consignor Provided_ Information. Text")
    ] = ""
    carrier_information: Annotated[
        str, term(_C + "Carrier Provided_ Information. Text")
    ] = ""
    delivery_information: Annotated[str, term(_C + "Delivery_ Information. Text")] = ""
    handling: Annotated[
        tuple[Instructions, ...], term(_C + "Handling. Handling_ Instructions")
    ] = ()
    loading: Annotated[
        tuple[Instructions, ...], term(_C + "Loading. Transport_ Instructions")
    ] = ()
    delivery_instructions: Annotated[
        tuple[Instructions, ...], term(_C + "Delivery. Delivery_ Instructions")
    ] = ()
    border_clearance: Annotated[
        tuple[Instructions, ...],
        term(_C + "Consignor Provided_ Border Clearance. Transport_ Instructions"),
    ] = ()
    items: Annotated[
        tuple[ConsignmentItem, ...], term(_C + "Included. Supply Chain_ Consignment Item")
    ] = ()
    packages: Annotated[tuple[PackagingUnit, ...], term(_C + "Transport. Logistics_ Package")] = ()
    dangerous_goods: Annotated[
        DangerousGoods | None, term(_C + "Transport_ Dangerous Goods")
    ] = None
    equipment: Annotated[
        tuple[TransportEquipment, ...],
        term(_C + "Utilized. Logistics_ Transport Equipment"),
    ] = ()
    main_carriage: Annotated[
        tuple[TransportMovement, ...], term(_C + "Main Carriage. Logistics_ Transport Movement")
    ] = ()
    pre_carriage: Annotated[
        tuple[TransportMovement, ...], term(_C + "Pre-Carriage. Logistics_ Transport Movement")
    ] = ()
    on_carriage: Annotated[
        tuple[TransportMovement, ...], term(_C + "On-Carriage. Logistics_ Transport Movement")
    ] = ()
    movements: Annotated[
        tuple[TransportMovement, ...], term(_C + "Specified. Logistics_ Transport Movement")
    ] = ()
    procedures: Annotated[
        tuple[RegulatoryProcedure, ...],
        term(_C + "Cross-Border_ Regulatory Procedure"),
    ] = ()
    documents: Annotated[
        tuple[DocumentReference, ...], term(_C + "Associated. Referenced_ Document")
    ] = ()
    previous_documents: Annotated[
        tuple[DocumentReference, ...],
        term(_C + "Previous Administrative. Referenced_ Document"),
    ] = ()


def is_dangerous(whole: Consignment) -> bool:
    """Whether anything in it is told as dangerous goods."""
    return bool(whole.dangerous_goods or any(item.dangerous_goods for item in whole.items)
                or any(leg.dangerous_goods for leg in whole.main_carriage))


def gross_weight_of(whole: Consignment) -> Decimal:
    """In kilograms, as stated of the whole; else what its items say together, 0 where none does."""
    if whole.gross_weight_kg is not None:
        return whole.gross_weight_kg
    return sum((item.gross_weight_kg or Decimal() for item in whole.items), Decimal())
