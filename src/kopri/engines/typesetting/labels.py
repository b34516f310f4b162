"""The words of the printed waybill. Numbers are those of the CMR consignment note's boxes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kopri.kernel.text import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A box's title: ``message`` is a message id."""

    message: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A title in two languages."""

    number: str
    text: str


def both(label: Label, *, languages: tuple[str, str]) -> Shown:
    """The title in both languages, once where they say the same."""
    texts = [translate(label.message, language=each) for each in languages]
    return Shown(number=label.number, text=" / ".join(dict.fromkeys(texts)))


CMR: Mapping[str, Label] = {
    "title": Label(message="International consignment note (CMR)"),
    "other_title": Label(message="Consignment note"),
    "sender": Label(number="1", message="Sender (name, address, country)"),
    "consignee": Label(number="2", message="Consignee (name, address, country)"),
    "delivery": Label(number="3", message="Place of delivery of the goods"),
    "taking_over": Label(number="4", message="Place and date of taking over the goods"),
    "annexed": Label(number="5", message="Documents attached"),
    "instructions": Label(number="13", message="Sender's instructions"),
    "payment": Label(number="14", message="Instructions as to payment for carriage"),
    "cash": Label(number="15", message="Cash on delivery"),
    "carrier": Label(number="16", message="Carrier (name, address, country)"),
    "successive": Label(number="17", message="Successive carriers (name, address, country)"),
    "reservations": Label(number="18", message="Carrier's reservations and observations"),
    "agreements": Label(number="19", message="Special agreements"),
    "charges": Label(number="20", message="To be paid by"),
    "established": Label(number="21", message="Established in, on"),
    "vehicle": Label(message="Vehicle, trailer, containers; seals"),
    "dangerous": Label(message="Dangerous goods (ADR 5.4.1)"),
    "signed_sender": Label(number="22", message="Signature and stamp of the sender"),
    "signed_carrier": Label(number="23", message="Signature and stamp of the carrier"),
    "signed_consignee": Label(number="24", message="Goods received; signature and stamp"),
}
HEADINGS: Sequence[Label] = (
    Label(number="6", message="Marks and numbers"),
    Label(number="7", message="Number of packages"),
    Label(number="8", message="Method of packing"),
    Label(number="9", message="Nature of the goods"),
    Label(number="10", message="HS code"),
    Label(number="11", message="Gross weight, kg"),
    Label(number="12", message="Volume, m³"),
)
NET_WEIGHT = Label(message="Net weight, kg")
PREPARED = Label(
    message="Prepared, not lodged: it stands for a signed note only once it is signed below, "
    "and for a declaration only with the number of the competent system."
)
SIMULATED = Label(message="Simulated traffic: no such goods exist.")
SOURCE = Label(message="Printed from notice {notice}, version {version}, of case {reference}.")
SIGNATURES = ("signed_sender", "signed_carrier", "signed_consignee")
