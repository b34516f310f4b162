"""The number of a TIR carnet: two letters and eight digits."""

import re
from typing import Any

from kopri.kernel.consignment import Consignment, DocumentReference

TIR = "952"  # UN/EDIFACT 1001
_NUMBER = re.compile(r"([A-Z]{2})[ .]?([0-9]{8})")


def carnet(consignment: Consignment) -> tuple[str, str] | None:
    """Series and number, where a document of the consignment is a carnet."""
    every = (consignment.waybill, *consignment.documents, *consignment.previous_documents)
    numbers = (one.identifier for one in every if one and one.type_code == TIR)
    found = next((match for number in numbers if (match := _NUMBER.fullmatch(number))), None)
    return (found[1], found[2]) if found else None


def carnet_paper(wire: Any, *, series: str = "TIRSeries", number: str = "TIRID") -> DocumentReference:
    """The carnet as a document of the consignment."""
    identifier = getattr(wire, series).replace(" ", "") + getattr(wire, number)
    return DocumentReference(type_code=TIR, identifier=identifier)
