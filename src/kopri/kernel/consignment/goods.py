"""What is carried: items, packages, dangerous goods."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from kopri.kernel.consignment.parties import (
    Amount,
    Authentication,
    Contact,
    DocumentReference,
    Instructions,
    Location,
    Moment,
    Note,
    TradeParty,
    Value,
    term,
)
from kopri.kernel.consignment.transport import RegulatoryProcedure

OUTER = ("", "3")  # UN/EDIFACT 7075; most formats name no level


class PackagingUnit(Value, frozen=True, kw_only=True):
    """Logistics_ Package."""

    type_code: Annotated[str, term("Logistics_ Package. Type. Code, UN/ECE Rec. 21")] = ""
    type_text: Annotated[str, term("Logistics_ Package. Type. Text")] = ""
    quantity: Annotated[int | None, term("Logistics_ Package. Item. Quantity")] = None
    level_code: Annotated[str, term("Logistics_ Package. Level. Code, UN/EDIFACT 7075")] = ""
    identifier: Annotated[str, term("Logistics_ Package. Identification. Identifier")] = ""
    returnable: Annotated[bool | None, term("Logistics_ Package. Returnable. Indicator")] = None
    information: Annotated[str, term("Logistics_ Package. Information. Text")] = ""
    marks: Annotated[
        str, term("Logistics_ Package. Physical. Logistics_ Shipping Marks. Marking. Text")
    ] = ""
    gross_weight_kg: Annotated[
        Decimal | None, term("Logistics_ Package. Nominal Gross Weight. Measure, kilograms")
    ] = None
    gross_volume_m3: Annotated[
        Decimal | None, term("Logistics_ Package. Nominal Gross Volume. Measure, cubic metres")
    ] = None


def outer_packages(units: Iterable[PackagingUnit]) -> int | None:
    """How many there are: what a pallet holds is not counted again. None where nobody said."""
    counts = [unit.quantity for unit in units if unit.level_code in OUTER]
    return None if not counts or None in counts else sum(count or 0 for count in counts)


class DangerousGoods(Value, frozen=True, kw_only=True):
    """Transport_ Dangerous Goods."""

    undg_number: Annotated[
        str, term("Transport_ Dangerous Goods. UNDG Identification. Code: four digits")
    ] = ""
    regulation_code: Annotated[
        str, term("Transport_ Dangerous Goods. Regulation. Code, UN/EDIFACT 8273")
    ] = ""
    regulation_name: Annotated[
        str, term("Transport_ Dangerous Goods. Regulation Name. Text")
    ] = ""
    hazard_class: Annotated[
        str, term("Transport_ Dangerous Goods. Hazard Classification. Identifier")
    ] = ""
    hazard_category_code: Annotated[
        str, term("Transport_ Dangerous Goods. Hazard Category. Code")
    ] = ""
    packing_group_code: Annotated[
        str, term("Transport_ Dangerous Goods. Packaging Danger Level. Code: 1 great .. 3 minor")
    ] = ""
    proper_shipping_name: Annotated[
        str, term("Transport_ Dangerous Goods. Proper Shipping Name. Text")
    ] = ""
    technical_name: Annotated[str, term("Transport_ Dangerous Goods. Technical Name. Text")] = ""
    tunnel_code: Annotated[str, term("Transport_ Dangerous Goods. Tunnel Restriction. Code")] = ""
    limited_quantity_code: Annotated[
        str, term("Transport_ Dangerous Goods. Limited Quantity. Code")
    ] = ""
    upper_placard: Annotated[
        str, term("Transport_ Dangerous Goods. Upper Part Orange Hazard Placard. Identifier")
    ] = ""
    lower_placard: Annotated[
        str, term("Transport_ Dangerous Goods. Lower Part Orange Hazard Placard. Identifier")
    ] = ""
    flashpoint_celsius: Annotated[
        Decimal | None, term("Transport_ Dangerous Goods. Flashpoint Temperature. Measurement")
    ] = None
    gross_weight_kg: Annotated[
        Decimal | None, term("Transport_ Dangerous Goods. Gross Weight. Measure, kilograms")
    ] = None
    net_weight_kg: Annotated[
        Decimal | None, term("Transport_ Dangerous Goods. Net Weight. Measure, kilograms")
    ] = None
    gross_volume_m3: Annotated[
        Decimal | None, term("Transport_ Dangerous Goods. Gross Volume. Measure, cubic metres")
    ] = None
    information: Annotated[str, term("Transport_ Dangerous Goods. Information. Text")] = ""
    marks: Annotated[str, term("Transport_ Dangerous Goods. Marking. Text")] = ""
    package_type_code: Annotated[
        str, term("Transport_ Dangerous Goods. Package Type. Code, UN/ECE Rec. 21")
    ] = ""
    ems_identifier: Annotated[
        str, term("Transport_ Dangerous Goods. EMS. Identifier: emergency schedule")
    ] = ""
    mfag_identifier: Annotated[
        str, term("Transport_ Dangerous Goods. MFAG. Identifier: first aid guide")
    ] = ""
    trem_identifier: Annotated[
        str, term("Transport_ Dangerous Goods. TREM. Identifier: emergency card")
    ] = ""
    emergency_contact: Annotated[
        Contact | None, term("Transport_ Dangerous Goods. Emergency. Trade_ Contact")
    ] = None
    expert_contact: Annotated[
        Contact | None, term("Transport_ Dangerous Goods. Transport Expert. Trade_ Contact")
    ] = None
    packages: Annotated[
        tuple[PackagingUnit, ...], term("Transport_ Dangerous Goods. Logistics_ Package")
    ] = ()


class CountrySubdivision(Value, frozen=True, kw_only=True):
    """Trade_ Country Sub-Division: a region, with the establishments approved in it."""

    identifier: Annotated[
        str, term("Trade_ Country Sub-Division. Identification. Identifier, ISO 3166-2")
    ] = ""
    name: Annotated[str, term("Trade_ Country Sub-Division. Name. Text")] = ""
    function_code: Annotated[
        str, term("Trade_ Country Sub-Division. Function_ Type. Code, UN/EDIFACT 3227")
    ] = ""
    level_code: Annotated[
        str, term("Trade_ Country Sub-Division. Hierarchical Level. Code")
    ] = ""
    establishments: Annotated[
        tuple[TradeParty, ...],
        term("Trade_ Country Sub-Division. Activity Authorized. Trade_ Party"),
    ] = ()


class HandlingProcess(Value, frozen=True, kw_only=True):
    """Product Handling_ Process: a treatment, slaughter, harvest, packing."""

    type_code: Annotated[
        str, term("Product Handling_ Process. Type. Code, UN/EDIFACT 7187")
    ] = ""
    start: Annotated[
        Moment, term("Product Handling_ Process. Completion. Specified_ Period, start")
    ] = ""
    end: Annotated[
        Moment, term("Product Handling_ Process. Completion. Specified_ Period, end")
    ] = ""
    duration: Annotated[
        Decimal | None, term("Product Handling_ Process. Specified_ Period. Duration. Measure")
    ] = None
    duration_unit: Annotated[
        str, term("Specified_ Period. Duration. Measure. Unit. Code, UN/ECE Rec. 20")
    ] = ""
    country: Annotated[str, term("Product Handling_ Process. Operation. Trade_ Country")] = ""
    regions: Annotated[
        tuple[CountrySubdivision, ...],
        term("Trade_ Country. Subordinate. Trade_ Country Sub-Division"),
    ] = ()


class ProductClassification(Value, frozen=True, kw_only=True):
    """Product_ Classification in any scheme but the HS, which is the item's commodity code."""

    system_identifier: Annotated[
        str, term("Product_ Classification. System_ Identification. Identifier")
    ] = ""
    system_name: Annotated[str, term("Product_ Classification. System Name. Text")] = ""
    code: Annotated[str, term("Product_ Classification. Class. Code")] = ""
    name: Annotated[str, term("Product_ Classification. Class Name. Text")] = ""


class TradeProduct(Value, frozen=True, kw_only=True):
    """Trade_ Product: what an item is, for plant and animal health."""

    common_name: Annotated[str, term("Trade_ Product. Common_ Name. Text")] = ""
    scientific_name: Annotated[str, term("Trade_ Product. Scientific_ Name. Text")] = ""
    intended_use: Annotated[str, term("Trade_ Product. Intended Use. Text")] = ""
    batch_identifier: Annotated[
        str, term("Trade_ Product. Batch. Identifier: the lot")
    ] = ""
    net_volume_m3: Annotated[
        Decimal | None, term("Trade_ Product. Net Volume. Measure, cubic metres")
    ] = None
    expires: Annotated[
        Moment, term("Individual. Trade_ Product Instance. Expiry. Date Time")
    ] = ""
    classifications: Annotated[
        tuple[ProductClassification, ...],
        term("Trade_ Product. Designated. Product_ Classification"),
    ] = ()
    processes: Annotated[
        tuple[HandlingProcess, ...],
        term("Individual. Trade_ Product Instance. Applied. Product Handling_ Process"),
    ] = ()
    origin_locations: Annotated[
        tuple[Location, ...], term("Trade_ Product. Origin. Logistics_ Location")
    ] = ()
    origin_regions: Annotated[
        tuple[CountrySubdivision, ...],
        term("Trade_ Product. Origin. Trade_ Country. Trade_ Country Sub-Division"),
    ] = ()
    evidence: Annotated[
        DocumentReference | None,
        term("Trade_ Product. Certification Evidence Reference. Referenced_ Document"),
    ] = None


class ConsignmentItem(Value, frozen=True, kw_only=True):
    """Supply Chain_ Consignment Item: one line of goods."""

    sequence: Annotated[int | None, term("Supply Chain_ Consignment Item. Sequence. Numeric")] = (
        None
    )
    type_code: Annotated[str, term("Supply Chain_ Consignment Item. Type. Code")] = ""
    cargo_type_code: Annotated[
        str, term("Transport_ Cargo. Type. Code, UN/ECE Rec. 21, annex VI")
    ] = ""
    description: Annotated[str, term("Nature Identification. Transport_ Cargo. Text")] = ""
    commodity_code: Annotated[
        str, term("Transport_ Cargo. Statistical Classification. Code: HS, 4 to 10 digits")
    ] = ""
    identifier: Annotated[
        str, term("Supply Chain_ Consignment Item. Global_ Identification. Identifier")
    ] = ""
    origin_country: Annotated[
        str, term("Supply Chain_ Consignment Item. Origin. Trade_ Country")
    ] = ""
    destination_country: Annotated[
        str, term("Supply Chain_ Consignment Item. Destination. Trade_ Country")
    ] = ""
    gross_weight_kg: Annotated[
        Decimal | None, term("Supply Chain_ Consignment Item. Gross Weight. Measure, kilograms")
    ] = None
    net_weight_kg: Annotated[
        Decimal | None, term("Supply Chain_ Consignment Item. Net Weight. Measure, kilograms")
    ] = None
    gross_volume_m3: Annotated[
        Decimal | None, term("Supply Chain_ Consignment Item. Gross Volume. Measure, cubic metres")
    ] = None
    marks: Annotated[
        str,
        term("Supply Chain_ Consignment Item. Physical. Logistics_ Shipping Marks. Marking. Text"),
    ] = ""
    trade_line_quantity: Annotated[
        int | None, term("Supply Chain_ Consignment Item. Trade Line Item. Quantity")
    ] = None
    goods_quantity: Annotated[
        int | None, term("Supply Chain_ Consignment Item. Goods Unit. Quantity")
    ] = None
    tariff_quantity: Annotated[
        Decimal | None, term("Supply Chain_ Consignment Item. Tariff. Quantity")
    ] = None
    tariff_unit: Annotated[str, term("Tariff. Quantity. Unit. Code, UN/ECE Rec. 20")] = ""
    invoice_amount: Annotated[
        Amount | None, term("Supply Chain_ Consignment Item. Invoice. Amount")
    ] = None
    customs_value: Annotated[
        Amount | None, term("Supply Chain_ Consignment Item. Customs Value Specified. Amount")
    ] = None
    statistical_value: Annotated[
        Amount | None, term("Supply Chain_ Consignment Item. Statistical Value Specified. Amount")
    ] = None
    procedures: Annotated[
        tuple[RegulatoryProcedure, ...],
        term("Supply Chain_ Consignment Item. Applicable. Regulatory Procedure"),
    ] = ()
    packages: Annotated[
        tuple[PackagingUnit, ...],
        term("Supply Chain_ Consignment Item. Transport. Logistics_ Package"),
    ] = ()
    dangerous_goods: Annotated[
        tuple[DangerousGoods, ...],
        term("Supply Chain_ Consignment Item. Applicable. Transport_ Dangerous Goods"),
    ] = ()
    handling: Annotated[
        tuple[Instructions, ...],
        term("Supply Chain_ Consignment Item. Handling. Handling_ Instructions"),
    ] = ()
    equipment: Annotated[
        tuple[str, ...],
        term("Supply Chain_ Consignment Item. Associated. Transport Equipment, identifiers"),
    ] = ()
    documents: Annotated[
        tuple[DocumentReference, ...],
        term("Supply Chain_ Consignment Item. Associated. Referenced_ Document"),
    ] = ()
    previous_documents: Annotated[
        tuple[DocumentReference, ...],
        term("Supply Chain_ Consignment Item. Previous Administrative. Referenced_ Document"),
    ] = ()
    notes: Annotated[tuple[Note, ...], term("Supply Chain_ Consignment Item. Applicable. Note")] = (
        ()
    )
    product: Annotated[
        TradeProduct | None, term("Supply Chain_ Trade Line Item. Specified. Trade_ Product")
    ] = None
    processes: Annotated[
        tuple[HandlingProcess, ...],
        term("Supply Chain_ Trade Line Item. Applied. Product Handling_ Process"),
    ] = ()
    authentications: Annotated[
        tuple[Authentication, ...],
        term("Supply Chain_ Trade Line Item. Asserted. Document_ Authentication"),
    ] = ()


class ServiceCharge(Value, frozen=True, kw_only=True):
    """Logistics_ Service Charge.

    By rail: who pays the carriage between which stations (``applied_from``, ``applied_to``).
    """

    identifier: Annotated[
        str, term("Logistics_ Service Charge. Identification. Identifier, UN/EDIFACT 8023")
    ] = ""
    description: Annotated[str, term("Logistics_ Service Charge. Description. Text")] = ""
    category_code: Annotated[str, term("Logistics_ Service Charge. Category. Code")] = ""
    amount: Annotated[Amount | None, term("Logistics_ Service Charge. Applied. Amount")] = None
    payment_code: Annotated[
        str, term("Logistics_ Service Charge. Payment Arrangement. Code, UN/EDIFACT 4237")
    ] = ""
    paying_role_code: Annotated[
        str, term("Logistics_ Service Charge. Paying Party_ Role. Code, UN/EDIFACT 3035")
    ] = ""
    tariff_class_code: Annotated[
        str, term("Logistics_ Service Charge. Tariff Class. Code, UN/EDIFACT 5243")
    ] = ""
    tariff_currency: Annotated[
        str, term("Logistics_ Service Charge. Tariff_ Currency. Code, ISO 4217")
    ] = ""
    commodity_code: Annotated[
        str, term("Logistics_ Service Charge. Calculation Basis Commodity. Code: HS or GNG")
    ] = ""
    distance_km: Annotated[
        Decimal | None,
        term("Logistics_ Service Charge. Calculation Basis Distance. Measure, kilometres"),
    ] = None
    payment_location: Annotated[
        Location | None, term("Logistics_ Service Charge. Payment Place. Logistics_ Location")
    ] = None
    applied_from: Annotated[
        Location | None, term("Logistics_ Service Charge. Applied From. Logistics_ Location")
    ] = None
    applied_to: Annotated[
        Location | None, term("Logistics_ Service Charge. Applied To. Logistics_ Location")
    ] = None


class TransportService(Value, frozen=True, kw_only=True):
    """Transport_ Service: what kind of carriage was agreed on."""

    condition_code: Annotated[
        str, term("Transport_ Service. Condition_ Type. Code, UN/EDIFACT 4065")
    ] = ""
    requirement_codes: Annotated[
        tuple[str, ...], term("Transport_ Service. Service Requirement. Code, UN/EDIFACT 7273")
    ] = ()
