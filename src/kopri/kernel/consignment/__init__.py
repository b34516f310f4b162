"""The consignment: one model for all formats, in the names of UN/CEFACT.

Codecs fill it, domains use it, the journal carries it as JSON. Law: the reference data models
Buy-Ship-Pay and Multi Modal Transport (UN/CEFACT, D23B).
"""

from kopri.kernel.consignment.goods import (
    ConsignmentItem,
    DangerousGoods,
    PackagingUnit,
    ServiceCharge,
)
from kopri.kernel.consignment.parties import (
    Address,
    Amount,
    Contact,
    DocumentReference,
    Event,
    Instructions,
    Location,
    Moment,
    Note,
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
    "Consignment",
    "ConsignmentItem",
    "Contact",
    "DangerousGoods",
    "DocumentReference",
    "Event",
    "Guarantee",
    "Instructions",
    "Location",
    "Moment",
    "Note",
    "PackagingUnit",
    "Person",
    "RegulatoryProcedure",
    "Seal",
    "ServiceCharge",
    "TradeParty",
    "TransportEquipment",
    "TransportMeans",
    "TransportMovement",
    "Value",
]
