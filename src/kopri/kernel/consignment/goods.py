"""What is carried: items, packages, dangerous goods."""

from decimal import Decimal
from typing import Annotated

from kopri.kernel.consignment.parties import (
    Amount,
    Contact,
    DocumentReference,
    Instructions,
    Note,
    Value,
    term,
)
from kopri.kernel.consignment.transport import RegulatoryProcedure


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


class DangerousGoods(Value, frozen=True, kw_only=True):
    """Transport_ Dangerous Goods."""

    undg_number: Annotated[
        str, term("Transport_ Dangerous Goods. UNDG Identification. Code: four digits")
    ] = ""
    regulation_code: Annotated[
        str, term("Transport_ Dangerous Goods. Regulation. Code, UN/EDIFACT 8273")
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
    emergency_contact: Annotated[
        Contact | None, term("Transport_ Dangerous Goods. Emergency. Trade_ Contact")
    ] = None
    expert_contact: Annotated[
        Contact | None, term("Transport_ Dangerous Goods. Transport Expert. Trade_ Contact")
    ] = None
    packages: Annotated[
        tuple[PackagingUnit, ...], term("Transport_ Dangerous Goods. Logistics_ Package")
    ] = ()


class ConsignmentItem(Value, frozen=True, kw_only=True):
    """Supply Chain_ Consignment Item: one line of goods."""

    sequence: Annotated[int | None, term("Supply Chain_ Consignment Item. Sequence. Numeric")] = (
        None
    )
    type_code: Annotated[str, term("Supply Chain_ Consignment Item. Type. Code")] = ""
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


class ServiceCharge(Value, frozen=True, kw_only=True):
    """Logistics_ Service Charge."""

    category_code: Annotated[str, term("Logistics_ Service Charge. Category. Code")] = ""
    amount: Annotated[Amount | None, term("Logistics_ Service Charge. Applied. Amount")] = None
    payment_code: Annotated[
        str, term("Logistics_ Service Charge. Payment Arrangement. Code, UN/EDIFACT 4237")
    ] = ""
    paying_role_code: Annotated[
        str, term("Logistics_ Service Charge. Paying Party_ Role. Code, UN/EDIFACT 3035")
    ] = ""
