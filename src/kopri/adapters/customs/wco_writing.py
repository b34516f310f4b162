"""Answers of a simulated customs system as WCO Data Model responses, XML."""

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from kopri.adapters.customs.simulated import Dossier, Issued
from kopri.engines.codecs.wco.grammar import DECLARATION, METADATA, NAMESPACES, RESPONSE
from kopri.engines.customs import Kind

MOMENT = "304"  # UN/EDIFACT 2379
# the goods' place, as sections of the data model: declaration, shipment, consignment, location
NOTED = tuple(f"42A 67A 28A 64A{each}" for each in (":L016", ":L110", " 04A:242", " 04A:410"))
DATES = {Kind.ACCEPTED: "AcceptanceDateTime", Kind.INVALIDATED: "CancellationDateTime",
         Kind.REJECTED: "RejectionDateTime"}
STATED = frozenset({Kind.CLEARED, Kind.INVALIDATED, Kind.REQUEST_ANSWERED})
_RES, _DATES = f"{{{RESPONSE}}}", f"{{{NAMESPACES['rs']}}}"
NOT_VALID = "CDS12056"  # the system's own code of a faulty element


def answers_of(dossiers: Sequence[Dossier], *, country: str) -> bytes:
    """All that was answered, in one message, the oldest first."""
    root = etree.Element(f"{{{METADATA}}}MetaData", nsmap={"md": METADATA, "res": RESPONSE})
    for name, value in (("WCODataModelVersionCode", "3.6"), ("WCOTypeName", "RES"),
                        ("ResponsibleCountryCode", country.upper())):
        etree.SubElement(root, f"{{{METADATA}}}{name}").text = value
    for dossier in dossiers:
        for issued in dossier.issued:
            root.append(_response(dossier, issued, country=country))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _response(dossier: Dossier, issued: Issued, *, country: str) -> etree._Element:
    answer = issued.answer
    made = etree.Element(f"{_RES}Response")
    _add(made, "FunctionCode", answer.kind.value)
    _add(made, "FunctionalReferenceID", issued.reference)
    _date(made, "IssueDateTime", issued.at)
    if answer.kind in STATED:
        _statement(made, code=answer.code if answer.kind is not Kind.REQUEST_ANSWERED else "",
                   type_code="AFB")
    if answer.kind is Kind.LEFT:
        _statement(made, text=answer.place, type_code="CEX")
    if answer.kind is Kind.ARRIVAL_NOTED:
        for path in NOTED:
            amendment = _add(made, "Amendment")
            _add(amendment, "ChangeReasonCode", "16")
            _pointers(amendment, path)
    for path in answer.paths:
        error = _add(made, "Error")
        _add(error, "ValidationCode", NOT_VALID)
        _pointers(error, path)
    _status(made, issued)
    made.append(_about(dossier, issued))
    if answer.kind is Kind.ARRIVAL_NOTED:
        made.append(_place(answer.place, country=country))
    return made


def _status(made: etree._Element, issued: Issued) -> None:
    answer = issued.answer
    if answer.kind is Kind.REQUEST_ANSWERED:
        _add(_add(made, "Status"), "NameCode", answer.code)
    if answer.kind is Kind.LEFT:
        status = _add(made, "Status")
        _date(status, "EffectiveDateTime", issued.at.replace(hour=0, minute=0, second=0))
        _add(status, "NameCode", answer.code)


def _about(dossier: Dossier, issued: Issued) -> etree._Element:
    """The declaration that is meant; a rejected one got no number."""
    answer, dated = issued.answer, DATES.get(issued.answer.kind, "")
    about = etree.Element(f"{_RES}Declaration")
    if dated and answer.kind is not Kind.REJECTED:
        _date(about, dated, issued.at)
    _add(about, "FunctionalReferenceID", answer.about)
    if answer.kind is Kind.REJECTED:
        _date(about, dated, issued.at)
    else:
        _add(about, "ID", dossier.number)
    if answer.version:
        _add(about, "VersionID", str(answer.version))
    return about


def _place(name: str, *, country: str) -> etree._Element:
    """What the arrival has added: where the goods are."""
    full = etree.Element(f"{{{DECLARATION}}}Declaration", nsmap={"dec": DECLARATION})
    _dec(full, "FunctionCode", "9")
    location = full
    for step in ("GoodsShipment", "Consignment", "GoodsLocation"):
        location = _dec(location, step)
    _dec(location, "Name", name)
    _dec(location, "TypeCode", "A")
    address = _dec(location, "Address")
    _dec(address, "TypeCode", "U")
    _dec(address, "CountryCode", country.upper())
    return full


def _statement(
    made: etree._Element, *, type_code: str, code: str = "", text: str = ""
) -> None:
    part = _add(made, "AdditionalInformation")
    if code:
        _add(part, "StatementCode", code)
    if text:
        _add(part, "StatementDescription", text)
    _add(part, "StatementTypeCode", type_code)


def _pointers(made: etree._Element, path: str) -> None:
    """One pointer for each section; a tag follows its section after a colon."""
    for each in path.split():
        section, _, tag = each.partition(":")
        pointer = _add(made, "Pointer")
        _add(pointer, "DocumentSectionCode", section)
        if tag:
            _add(pointer, "TagID", tag)


def _date(made: etree._Element, name: str, at: datetime) -> None:
    moment = etree.SubElement(_add(made, name), f"{_DATES}DateTimeString", formatCode=MOMENT,
                              nsmap={"rs": NAMESPACES["rs"]})
    moment.text = f"{at:%Y%m%d%H%M%S}Z"


def _add(made: etree._Element, name: str, text: str = "") -> etree._Element:
    part = etree.SubElement(made, f"{_RES}{name}")
    part.text = text or None
    return part


def _dec(made: etree._Element, name: str, text: str = "") -> etree._Element:
    part = etree.SubElement(made, f"{{{DECLARATION}}}{name}")
    part.text = text or None
    return part
