"""Papers examined by HTTP: what a carrier and a back office ask of a node."""

import json
from decimal import Decimal
from typing import Any

from kopri.engines import codecs
from kopri.kernel.consignment import Consignment, ConsignmentItem, DocumentReference, TradeParty
from tests.simulators.bridge import Bridge

POINT, DAY = "tmb-gbz", "2026-01-15"


def waybill(weight: str) -> Any:
    """An e-CMR of one consignment of so many kilograms."""
    return json.loads(codecs.codec("ecmr").write(Consignment(
        waybill=DocumentReference(identifier="CMR 1", type_code="730"),
        consignor=TradeParty(name="A"), consignee=TradeParty(name="B"),
        carrier=TradeParty(name="C"),
        gross_weight_kg=Decimal(weight), items=(ConsignmentItem(
            sequence=1, description="parts", commodity_code="870899",
            gross_weight_kg=Decimal(weight)),))))


def lodge(bridge: Bridge, weight: str, *, notice: str = "") -> dict[str, Any]:
    """A notice of so many kilograms, or its next version."""
    path = f"/api/v1/notices/{notice}/amend" if notice else "/api/v1/notices"
    found: dict[str, Any] = bridge.call("kz", path, {
        "point": POINT, "direction": "kz-tm", "eta": f"{DAY}T08:00:00Z",
        "document": waybill(weight),
        "conveyance": {"plate": "777 PAP 12", "country": "KZ"}})
    return found


def sheet(bridge: Bridge, side: str, reference: str, service: str = "") -> Any:
    who = {"role": "inspector", "service": service} if service else {}
    return bridge.call(side, f"/api/v1/crossings/{reference}/examination", **who)


def act(bridge: Bridge, side: str, reference: str, service: str, verb: str, **said: str) -> Any:
    now = sheet(bridge, side, reference, service)["own"]["now"]
    return bridge.call(side, f"/api/v1/crossings/{reference}/examination/{verb}",
                       {"now": now, **said}, role="inspector", service=service)


def states(bridge: Bridge, side: str, reference: str) -> dict[str, str]:
    return {each["examination"]["service"]: each["state"]
            for each in sheet(bridge, side, reference)["others"]}
