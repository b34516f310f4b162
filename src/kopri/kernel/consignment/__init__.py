"""The consignment: one model for all formats, in the names of UN/CEFACT.

Codecs fill it, domains use it, the journal carries it as JSON. Law: the reference data models
Buy-Ship-Pay and Multi Modal Transport (UN/CEFACT, D23B).
"""

from kopri.kernel.consignment.goods import (
    ConsignmentItem,
    CountrySubdivision,
    DangerousGoods,
    HandlingProcess,
    PackagingUnit,
    ProductClassification,
    ServiceCharge,
    TradeProduct,
    TransportService,
)
from kopri.kernel.consignment.parties import (
    Address,
    Amount,
    Authentication,
    Clause,
    Contact,
    Delay,
    DocumentReference,
    Event,
    Instructions,
    Location,
    Moment,
    Note,
    Signatory,
    TradeParty,
    Value,
)
from kopri.kernel.consignment.transport import (
    Guarantee,
    Person,
    RegulatoryProcedure,
    Seal,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)
from kopri.kernel.consignment.whole import Consignment

__all__ = [
    "Address",
    "Amount",
    "Authentication",
    "Clause",
    "Consignment",
    "ConsignmentItem",
    "Contact",
    "CountrySubdivision",
    "DangerousGoods",
    "Delay",
    "DocumentReference",
    "Event",
    "Guarantee",
    "HandlingProcess",
    "Instructions",
    "Location",
    "Moment",
    "Note",
    "PackagingUnit",
    "Person",
    "ProductClassification",
    "RegulatoryProcedure",
    "Seal",
    "ServiceCharge",
    "Signatory",
    "TradeParty",
    "TradeProduct",
    "TransportEquipment",
    "TransportMeans",
    "TransportMovement",
    "TransportService",
    "Value",
]
