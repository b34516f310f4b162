"""The messages around eFTI consignments: queries read, responses written, valid by the schemas."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from kopri.engines.codecs.efti.consignment import CONSIGNMENT, SUBSET, marked
from kopri.engines.codecs.efti.grammar import (
    COMMON,
    COMMON_NAMESPACE,
    IDENTIFIER,
    IDENTIFIER_NAMESPACE,
    MESSAGE_NAMESPACE,
)
from kopri.engines.codecs.wire import wire_xml, xml_writing
from kopri.engines.codecs.wire.grammar import Findings, Grammar
from kopri.engines.codecs.wire.lists import LISTS
from kopri.kernel.consignment import (
    Consignment,
    Event,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)
from kopri.kernel.consignment.identifier_query import KINDS, IdentifierQuery
from kopri.kernel.errors import Fault

_RULE = "eFTI messages 0.5"
OK, BAD, MISSING, FAILED, UNSUPPORTED = "200", "400", "404", "500", "501"
_QUERIES = Grammar("""
Text: content!=token ^type=token ^schemeAgencyId=token
Uil: ed:gateId!=token ed:platformId!=token ed:datasetId!=token
IdentifierQuery: ^requestId!=token ed:identifier!=Text ed:registrationCountryCode=token
    ed:modeCode=token ed:dangerousGoodsIndicator=bool
UilQuery: ^requestId!=token ed:uil!=Uil ed:subsetId!*=str
Response: ^status!=token ^requestId=token ed:description=str
""")
_NAMESPACES = {"": MESSAGE_NAMESPACE, "ed": MESSAGE_NAMESPACE}
_RESPONSES = {
    "identifierQuery": "identifierResponse", "uilQuery": "uilResponse",
    "saveIdentifiersRequest": "saveIdentifiersResponse",
    "postFollowUpRequest": "postFollowUpResponse",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Uil:
    """Where a consignment lies: the unique electronic identifying link."""

    gate: str
    platform: str
    dataset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UilQuery:
    """Which consignment is asked for, in which subsets."""

    uil: Uil
    subsets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as read. ``response``: the name of what answers it; empty: no message of eFTI.

    ``query`` is None where there are faults, and for messages that ask for nothing.
    """

    response: str = ""
    request_id: str = ""
    query: IdentifierQuery | UilQuery | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A consignment that was found, and where it lies. ``mode``: of the case, where no leg says it."""

    consignment: Consignment
    uil: Uil
    mode: str = ""


def read_message(data: bytes) -> Message:
    """Read a message; never raises, what is wrong is in its faults."""
    findings = Findings(_RULE)
    root = wire_xml.parse(data, findings)
    if root is None:
        return Message(faults=tuple(findings.faults))
    name = etree.QName(root)
    response = _RESPONSES.get(name.localname, "") if name.namespace == MESSAGE_NAMESPACE else ""
    request_id = " ".join(root.get("requestId", "").split())
    if not response:
        findings.fault(
            code="message", path=f"/{name.localname[:80]}", message="“{name}” is no message of eFTI.",
            remedy="Send an identifierQuery or a uilQuery.", params={"name": name.localname[:80]},
        )
    query = _query(root, name.localname, findings) if response else None
    return Message(response=response, request_id=request_id, faults=tuple(findings.faults),
                   query=None if findings.faults else query)


def _query(
    root: etree._Element, name: str, findings: Findings
) -> IdentifierQuery | UilQuery | None:
    record = f"{name[0].upper()}{name[1:]}"
    if record not in _QUERIES.records:
        return None
    reader = wire_xml.XmlReader(findings, _NAMESPACES, literal=True)
    wire = reader.read(_QUERIES[record], root)
    if wire is None or findings.faults:
        return None
    if name == "uilQuery":
        return UilQuery(
            uil=Uil(gate=wire.uil.gateId, platform=wire.uil.platformId,
                    dataset=" ".join(wire.uil.datasetId.split())),
            subsets=tuple(wire.subsetId))
    return _identifier_query(wire, findings)


def _identifier_query(wire: Any, findings: Findings) -> IdentifierQuery:
    kinds = (wire.identifier.type or "").split()
    for kind in kinds:
        if kind not in KINDS:
            findings.fault(
                code="value", path="/identifierQuery/identifier/@type",
                message="“{value}” is not one of {codes}.", remedy="Name the roles, or none for all.",
                params={"value": kind[:80], "codes": ", ".join(KINDS)},
            )
    dangerous = wire.dangerousGoodsIndicator
    return IdentifierQuery(
        identifier=wire.identifier.content, kinds=frozenset(kinds or KINDS),
        country=(wire.registrationCountryCode or "").strip().upper(),
        mode=(wire.modeCode or "").strip(),
        dangerous="" if dangerous is None else str(dangerous).lower(),
    )


def write_response(
    name: str, *, status: str = OK, request_id: str = "", description: str = ""
) -> bytes:
    """A response without a consignment."""
    tree = _head(status, request_id) | ({"description": description} if description else {})
    return xml_writing.write(
        _QUERIES, "Response", tree, tag=f"{{{MESSAGE_NAMESPACE}}}{name}", namespaces=_NAMESPACES)


def write_found(located: Sequence[Located], *, request_id: str) -> bytes:
    """An identifierResponse: what was found in the identifier subset, each with its link."""
    tree = _head(OK, request_id)
    if located:
        tree["consignment"] = [
            _subset_tree(one) | {"uil": {"gateId": one.uil.gate, "platformId": one.uil.platform,
                                         "datasetId": one.uil.dataset}} for one in located]
    return xml_writing.write(
        IDENTIFIER, "IdentifierResponse", tree, namespaces=_of(IDENTIFIER_NAMESPACE),
        tag=f"{{{MESSAGE_NAMESPACE}}}identifierResponse")


def write_consignment(one: Located, *, request_id: str, subsets: Sequence[str]) -> bytes:
    """A uilResponse with the consignment; ``identifier`` alone is the identifier subset.

    The other subsets are of each state's own law and unknown here: the common data set is given.
    """
    whole = _subset(one) if set(subsets) == {"identifier"} else one.consignment
    tree = CONSIGNMENT.write(whole)
    if not _is_valid(COMMON, tree, namespace=COMMON_NAMESPACE):
        return write_response(
            "uilResponse", status=FAILED, request_id=request_id,
            description="The consignment holds values for which eFTI has no form.")
    return xml_writing.write(
        COMMON, "UilResponse", _head(OK, request_id) | ({"consignment": tree} if tree else {}),
        tag=f"{{{MESSAGE_NAMESPACE}}}uilResponse", namespaces=_of(COMMON_NAMESPACE))


def _head(status: str, request_id: str) -> dict[str, Any]:
    return {"status": status} | ({"requestId": request_id} if request_id else {})


def _of(namespace: str) -> dict[str, str]:
    return {"": namespace, "ed": MESSAGE_NAMESPACE}


def _subset_tree(one: Located) -> dict[str, Any]:
    """What a valid identifier subset can say; nothing but the link where a value has no form."""
    tree = SUBSET.write(_subset(one))
    return tree if _is_valid(IDENTIFIER, tree, namespace=IDENTIFIER_NAMESPACE) else {}


def _is_valid(grammar: Grammar, tree: dict[str, Any], *, namespace: str) -> bool:
    if any(xml_writing.unfit(tree, "")):
        return False
    findings = Findings(_RULE)
    element = etree.Element(f"{{{namespace}}}consignment")
    record = grammar["SupplyChainConsignment"]
    xml_writing.fill(element, record, tree, namespaces=_of(namespace))
    wire_xml.XmlReader(findings, _of(namespace)).read(record, element)
    return not findings.faults


def _subset(one: Located) -> Consignment:
    """The identifier subset with what its schema demands; parts that lack it are left out."""
    whole = one.consignment
    legs = [_leg(leg, mode=one.mode) for leg in marked(whole).main_carriage]
    return Consignment(
        acceptance_time=whole.acceptance_time,
        delivery=Event(actual=whole.delivery.actual)
        if whole.delivery and whole.delivery.actual else None,
        main_carriage=tuple(leg for leg in legs if leg.mode_code in LISTS["efti_mode"]),
        equipment=tuple(_unit(unit) for unit in whole.equipment if unit.country),
    )


def _leg(leg: TransportMovement, *, mode: str) -> TransportMovement:
    means = leg.means
    return TransportMovement(
        mode_code=leg.mode_code or mode,
        dangerous_goods=leg.dangerous_goods,
        means=TransportMeans(identifier=means.identifier, country=means.country)
        if means and means.country else None,
    )


def _unit(unit: TransportEquipment) -> TransportEquipment:
    category = unit.category_code if unit.category_code in LISTS["efti_equipment"] else ""
    return TransportEquipment(
        identifier=unit.identifier, category_code=category, country=unit.country,
        sequence=unit.sequence,
        carried=tuple(TransportEquipment(identifier=one.identifier, sequence=one.sequence)
                      for one in unit.carried),
    )
