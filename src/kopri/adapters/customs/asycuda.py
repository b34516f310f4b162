"""``customs.ports.CustomsSystem`` in the shape of ASYCUDA, and a simulated one of that shape.

A declaration is known by office, year, registration serial and number; its status is one word, and
a selectivity lane says how deep it is looked at. The element names follow the single administrative
document as that system exports it, from general knowledge: a real connection is tried against the
state's own installation first.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml import etree

from kopri.adapters.customs.lines import Line
from kopri.adapters.customs.simulated import Dossier, Issued, Moved, SimulatedCustoms
from kopri.domains.customs.rules import SystemAnswers
from kopri.domains.customs.types import DeclarationState, Lodgement, Presence, Regime, Reported
from kopri.engines.customs import Declared, Kind
from kopri.journal.ports import PeerUnreachable
from kopri.kernel.clock import from_text, to_text
from kopri.kernel.errors import Ground, Refusal

TYPES = {Regime.EXPORT: "EX", Regime.TRANSIT: "TR", Regime.IMPORT: "IM"}
STATES = {
    "Stored": None, "Registered": DeclarationState.ACCEPTED,
    "Selected": DeclarationState.UNDER_EXAMINATION, "Queried": DeclarationState.UNDER_EXAMINATION,
    "Released": DeclarationState.RELEASED, "Exited": DeclarationState.DISCHARGED,
    "Cancelled": DeclarationState.INVALIDATED, "Refused": DeclarationState.INVALIDATED,
}
STATUS = {
    Kind.RECEIVED: "Stored", Kind.ACCEPTED: "Registered", Kind.CONTROLLED: "Selected",
    Kind.QUERIED: "Queried", Kind.CLEARED: "Released", Kind.LEFT: "Exited",
    Kind.INVALIDATED: "Cancelled", Kind.REJECTED: "Refused",
}
LANES = {"Selected": "Red", "Queried": "Yellow", "Released": "Green"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AsycudaSystem:
    """One system. ``name``: as people call it."""

    name: str
    line: Line
    simulated: bool = False

    def lodge(self, lodgement: Lodgement, /) -> tuple[Reported, ...]:
        """As a document that waits to be registered when the goods come."""
        goods = lodgement.goods
        return self._send("Store", lodgement.reference, (
            ("Type_of_declaration", TYPES[lodgement.regime]),
            ("Exporter_name", goods.exporter.name if goods and goods.exporter else ""),
            ("Exit_office", lodgement.terms.exit_office),
            ("Guarantee_reference", lodgement.terms.guarantee)))

    def present(self, reference: str, /, presence: Presence) -> tuple[Reported, ...]:
        """Arrival, and the exit note where they have left."""
        told = self._send("Arrive", reference, (("Location_of_goods", presence.place),))
        if presence.left is not None:
            told = self._send("Exit", reference, (("Location_of_goods", presence.place),))
        return told

    def invalidate(self, reference: str, /, *, number: str, reason: str) -> tuple[Reported, ...]:
        """A request to cancel it."""
        return self._send("Cancel", reference, (("Reason", reason),))

    def ask(self, reference: str, /) -> tuple[Reported, ...]:
        """Its statuses so far."""
        return self._reported(lambda: self.line.ask(reference))

    def _send(
        self, act: str, reference: str, fields: Iterable[tuple[str, str]]
    ) -> tuple[Reported, ...]:
        made = etree.Element("ASYCUDA")
        for name, text in (("Act", act), ("Declarant_reference", reference), *fields):
            etree.SubElement(made, name).text = text
        return self._reported(lambda: self.line.send(etree.tostring(made)))

    def _reported(self, call: Callable[[], bytes]) -> tuple[Reported, ...]:
        try:
            root = _parsed(call())
        except (PeerUnreachable, etree.XMLSyntaxError, ValueError) as error:
            raise Refusal([SystemAnswers.fault(system=self.name)],
                          ground=Ground.UNAVAILABLE) from error
        return tuple(_one(each) for each in root.iter("Event"))


def _one(event: etree._Element) -> Reported:
    told = {str(each.tag): each.text or "" for each in event}
    status, lane = told.get("Status", ""), told.get("Lane", "")
    return Reported(
        answer=told.get("Reference", ""), code=status[:8], at=from_text(told.get("Time", "")),
        number=told.get("Registration", ""), state=STATES.get(status),
        text=" ".join(filter(None, (status, lane))))


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedAsycuda:
    """A simulated system that takes these documents. ``office``: begins its numbers."""

    customs: SimulatedCustoms
    office: str

    def send(self, body: bytes, /) -> bytes:
        """What is no document of these is not understood."""
        try:
            told = {str(each.tag): each.text or "" for each in _parsed(body)}
        except etree.XMLSyntaxError as error:
            raise PeerUnreachable("this is no document") from error
        reference, act = told.get("Declarant_reference", ""), told.get("Act", "")
        if act == "Store":
            self.customs.lodge(Declared(
                reference=reference, type_code=f"{told.get('Type_of_declaration', '')}D",
                units=(reference,), exit_office=told.get("Exit_office", ""),
                faults=() if told.get("Exporter_name") else ("Exporter_name",)))
        elif act in {"Arrive", "Exit"}:
            self.customs.move(Moved(
                code="EAL" if act == "Arrive" else "EDL", unit=reference,
                reference=f"{act} {reference}", place=told.get("Location_of_goods", "")))
        elif act == "Cancel":
            self.customs.withdraw(reference, message="cancel")
        return self.ask(reference)

    def ask(self, reference: str, /) -> bytes:
        """What it has of a document."""
        root, dossier = etree.Element("ASYCUDA"), self.customs.ask(reference)
        for issued in dossier.issued if dossier else ():
            if dossier and issued.answer.kind in STATUS and issued.answer.about == reference:
                root.append(self._event(dossier, issued))
        return etree.tostring(root)

    def _event(self, dossier: Dossier, issued: Issued) -> etree._Element:
        event, status = etree.Element("Event"), STATUS[issued.answer.kind]
        serial = sum(ord(each) << place for place, each in enumerate(dossier.number)) % 1_000_000
        registered = status not in {"Stored", "Refused"}
        for name, text in (
            ("Reference", issued.reference), ("Status", status), ("Lane", LANES.get(status, "")),
            ("Time", to_text(issued.at)),
            ("Registration", f"{self.office} {issued.at.year} C {serial}" if registered else ""),
        ):
            etree.SubElement(event, name).text = text
        return event


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
