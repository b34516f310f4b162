"""``customs.ports.CustomsSystem`` in the shape of the WCO Data Model: XML messages and responses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from kopri.adapters.customs.lines import Line
from kopri.domains.customs.rules import SystemAnswers
from kopri.domains.customs.types import DeclarationState, Lodgement, Presence, Regime, Reported
from kopri.engines.codecs.wco import declaration, response
from kopri.engines.codecs.wco.grammar import DECLARATION, METADATA, RESPONSE
from kopri.journal.ports import PeerUnreachable
from kopri.kernel.clock import from_text
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Ground, Refusal

MOVEMENTS = "http://gov.uk/customs/inventoryLinking/v1"
# declaration type and D: lodged before the goods come to the office
TYPES = {Regime.EXPORT: "EXD", Regime.TRANSIT: "TRD", Regime.IMPORT: "IMD"}
STATES = {
    "01": DeclarationState.ACCEPTED, "03": DeclarationState.INVALIDATED,
    "05": DeclarationState.UNDER_EXAMINATION, "06": DeclarationState.UNDER_EXAMINATION,
    "08": DeclarationState.RELEASED, "09": DeclarationState.RELEASED,
    "10": DeclarationState.INVALIDATED, "16": DeclarationState.DISCHARGED, "51": DeclarationState.UNDER_EXAMINATION,
}
NAMES = {
    "01": "accepted", "02": "received", "03": "rejected", "05": "control", "06": "documents asked",
    "07": "arrival noted", "08": "goods released", "09": "cleared", "10": "invalidated",
    "11": "request answered", "16": "goods have left", "51": "query",
}
_DEC = f"{{{DECLARATION}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WcoSystem:
    """One system. ``name``: as people call it."""

    name: str
    line: Line
    simulated: bool = False

    def lodge(self, lodgement: Lodgement, /) -> tuple[Reported, ...]:
        """As a declaration that is lodged before its goods."""
        return self._send(_declaration(lodgement), lodgement.reference)

    def present(self, reference: str, /, presence: Presence) -> tuple[Reported, ...]:
        """Arrival, and departure where they have left."""
        told = self._send(_movement("EAL", reference, presence), reference)
        if presence.left is not None:
            told = self._send(_movement("EDL", reference, presence), reference)
        return told or self.ask(reference)

    def invalidate(self, reference: str, /, *, number: str, reason: str) -> tuple[Reported, ...]:
        """An additional message of the type INV."""
        return self._send(_cancellation(reference, number=number, reason=reason), reference)

    def ask(self, reference: str, /) -> tuple[Reported, ...]:
        """The responses so far."""
        try:
            return self._reported(self.line.ask(reference))
        except PeerUnreachable as error:
            raise self._silent() from error

    def _send(self, message: etree._Element, reference: str) -> tuple[Reported, ...]:
        data = etree.tostring(message, xml_declaration=True, encoding="UTF-8")
        try:
            return self._reported(self.line.send(data))
        except PeerUnreachable as error:
            raise self._silent() from error

    def _reported(self, data: bytes) -> tuple[Reported, ...]:
        if _is_empty(data):
            return ()
        read = response.read(data)
        if read.faults:
            raise self._silent()
        return tuple(_reported(each) for each in read.responses)

    def _silent(self) -> Refusal:
        return Refusal([SystemAnswers.fault(system=self.name)], ground=Ground.UNAVAILABLE)


def _is_empty(data: bytes) -> bool:
    """An envelope without any response: nothing is known of the declaration."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return root.tag == f"{{{METADATA}}}MetaData" and root.find(f"{{{RESPONSE}}}Response") is None


def _reported(one: response.Response) -> Reported:
    told = [each.code for each in one.statuses if each.code]
    told += [" ".join((each.code, *each.paths)) for each in one.errors if each.code]
    told += [each.description or each.code for each in one.statements
             if each.description or each.code]
    return Reported(
        answer=one.reference, code=one.function_code, at=_moment(one.issued), number=one.mrn,
        state=STATES.get(one.function_code),
        text=": ".join(filter(None, (NAMES.get(one.function_code, ""), ", ".join(told)))))


def _moment(text: str) -> datetime:
    try:
        return from_text(text)
    except ValueError:
        return datetime.fromisoformat(text).astimezone(UTC) if text else datetime.min.replace(
            tzinfo=UTC)


def _declaration(lodgement: Lodgement) -> etree._Element:
    goods = lodgement.goods or Consignment()
    root = etree.fromstring(declaration.CODEC.write(goods))
    made = next(root.iter(f"{_DEC}Declaration"))
    _put(made, "FunctionalReferenceID", lodgement.reference, after=("FunctionCode",))
    _put(made, "TypeCode", TYPES[lodgement.regime],
         after=("IssueLocationID", "IssueDateTime", "ID", "FunctionalReferenceID"))
    shipment = made.find(f"{_DEC}GoodsShipment")
    if shipment is None:
        shipment = etree.SubElement(made, f"{_DEC}GoodsShipment")
    for previous in shipment.findall(f"{_DEC}UCR"):
        shipment.remove(previous)
    unit = etree.SubElement(shipment, f"{_DEC}UCR")
    etree.SubElement(unit, f"{_DEC}TraderAssignedReferenceID").text = lodgement.reference
    return root


def _put(made: etree._Element, name: str, text: str, *, after: Iterable[str]) -> None:
    """Set an element, in its place among the others."""
    known = made.find(f"{_DEC}{name}")
    if known is None:
        before = next(part for each in after if (part := made.find(f"{_DEC}{each}")) is not None)
        known = etree.Element(f"{_DEC}{name}")
        before.addnext(known)
    known.text = text


def _cancellation(reference: str, *, number: str, reason: str) -> etree._Element:
    root = etree.Element(f"{{{METADATA}}}MetaData", nsmap={"md": METADATA, "dec": DECLARATION})
    etree.SubElement(root, f"{{{METADATA}}}WCODataModelVersionCode").text = "3.6"
    etree.SubElement(root, f"{{{METADATA}}}WCOTypeName").text = "DEC"
    made = etree.SubElement(root, f"{_DEC}Declaration")
    for name, text in (("FunctionCode", "13"), ("FunctionalReferenceID", reference),
                       ("ID", number), ("TypeCode", "INV")):
        if text:
            etree.SubElement(made, f"{_DEC}{name}").text = text
    words = etree.SubElement(made, f"{_DEC}AdditionalInformation")
    etree.SubElement(words, f"{_DEC}StatementDescription").text = reason[:512]
    etree.SubElement(words, f"{_DEC}StatementTypeCode").text = "AES"
    amendment = etree.SubElement(made, f"{_DEC}Amendment")
    etree.SubElement(amendment, f"{_DEC}ChangeReasonCode").text = "1"
    return root


def _movement(code: str, reference: str, presence: Presence) -> etree._Element:
    """An inventory message; its own reference is the same one each time."""
    made = etree.Element(f"{{{MOVEMENTS}}}inventoryLinkingMovementRequest",
                         nsmap={"inv": MOVEMENTS})
    etree.SubElement(made, f"{{{MOVEMENTS}}}messageCode").text = code
    block = etree.SubElement(made, f"{{{MOVEMENTS}}}ucrBlock")
    etree.SubElement(block, f"{{{MOVEMENTS}}}ucr").text = reference
    etree.SubElement(block, f"{{{MOVEMENTS}}}ucrType").text = "D"
    etree.SubElement(made, f"{{{MOVEMENTS}}}goodsLocation").text = f"XXAU{presence.place}"
    name, at = (("goodsArrivalDateTime", presence.at) if code == "EAL" else
                ("goodsDepartureDateTime", presence.left or presence.at))
    etree.SubElement(made, f"{{{MOVEMENTS}}}{name}").text = at.isoformat()
    etree.SubElement(made, f"{{{MOVEMENTS}}}movementReference").text = f"{code}{reference}"[-25:]
    return made
