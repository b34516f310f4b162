"""A document of the album as a codec: its identifier, and what is lost on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

import msgspec
from lxml import etree
from msgspec.structs import replace

from kopri.engines.codecs.wire import wire_xml, xml_writing
from kopri.engines.codecs.wire.compiling import Partial, Problems
from kopri.engines.codecs.wire.grammar import Findings, Record
from kopri.engines.codecs.wire.keeping import Editor
from kopri.engines.codecs.wire.lacking import goes_otherwise
from kopri.engines.codecs.wire.xml_codec import Root, Tree, XmlCodec
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.difference import Change, Kind, difference, leaves
from kopri.kernel.errors import Fault, Refusal

_ALBUM = UUID("6f0c6a2e-3f6b-5d1a-9a5e-0d6c4f8b7e21")


def document_identifier(kind: str, consignment: Consignment) -> str:
    """The identifier of a document: the same consignment is the same document."""
    said = msgspec.json.encode(consignment, order="deterministic")
    return str(uuid5(_ALBUM, f"{kind}:{sha256(said).hexdigest()}"))


def gross_weight(consignment: Consignment) -> Decimal | None:
    """The gross weight in kilograms as stated, else the sum of what every item states."""
    weights = [item.gross_weight_kg for item in consignment.items]
    if consignment.gross_weight_kg is not None or not weights or None in weights:
        return consignment.gross_weight_kg
    return sum((one for one in weights if one is not None), Decimal(0))


@dataclass(frozen=True, kw_only=True)
class ShipmentRoot(Root):
    """A root about one journey with several shipments, each of which is a consignment.

    ``shipments``: the member that holds them.
    """

    shipments: str

    def parts(self, wire: Any) -> tuple[Any, ...]:
        """The document once for each shipment, with that alone."""
        every = getattr(wire, self.shipments)
        if len(every) == 1:
            return (wire,)
        return tuple(replace(wire, **{self.shipments: (one,)}) for one in every)

    def located(self, number: int, tokens: list[str | int]) -> list[str | int]:
        """See ``Root``: the first shipment of the rows is the one meant."""
        path = super().located(number, tokens)
        if path[:1] == [self.shipments]:
            return [self.shipments, number, *path[2:]]
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumCodec(XmlCodec):
    """An XML codec whose omissions are what does not come back from what it writes.

    ``modes``: of which modes of transport a consignment must be meant (UN/ECE Rec. 19).
    """

    modes: frozenset[str] = frozenset()

    def write(self, consignment: Consignment) -> bytes:
        """See ``reading.Codec``."""
        if self.modes and goes_otherwise(consignment, self.modes):
            raise Refusal([Fault(
                code="codecs.mode", message="{title} is for another mode of transport.",
                path=f"/{self.written.rpartition('}')[2]}", rule=self.rule,
                remedy="Write the document of the mode by which the goods go.",
                params={"title": self.title},
            )])
        return XmlCodec.write(self, consignment)

    def _edit(
        self, root: Root, element: etree._Element, *, old: Tree, new: Tree, number: int
    ) -> None:
        """Change the journey and the shipment that is meant; the others are not touched."""
        if not isinstance(root, ShipmentRoot):
            XmlCodec._edit(self, root, element, old=old, new=new, number=number)
            return
        assert root.grammar is not None
        record, name = root.grammar[root.record], root.shipments
        member, kind = record.members[name], record.types[name]
        assert isinstance(kind, Record)
        (before,), (after,) = old.pop(name), new.pop(name)
        shipment = element.findall(f"{{{root.namespaces[member.prefix]}}}{name}")[number]
        editor = Editor(root.namespaces)
        editor.edit(shipment, kind, old=before, new=after)
        editor.edit(element, record, old=old, new=new)

    def omissions(self, consignment: Consignment) -> tuple[str, ...]:
        """See ``reading.Codec``."""
        root = self.roots[self.written]
        assert root.grammar is not None and root.mapping is not None
        tree = root.mapping.write(consignment)
        if any(xml_writing.unfit(tree, "")):
            return ()
        data = xml_writing.write(
            root.grammar, root.record, tree,
            tag=self.written.rpartition("}")[2], namespaces=root.namespaces,
        )
        findings = Findings(self.rule)
        element = wire_xml.parse(data, findings)
        if element is None:
            return ()
        reader = wire_xml.XmlReader(findings, root.namespaces)
        problems: Problems = Partial()
        read: Any = reader.read(root.grammar[root.record], element)
        back = root.mapping.read(read, problems) if read is not None else None
        return tuple(_lost(difference(consignment, back or Consignment())))


def _lost(changes: tuple[Change, ...]) -> Iterator[str]:
    """Pointers of what is neither in its place nor, in the same words, in another."""
    found = [leaf for change in changes if change.kind is Kind.ADDED for leaf in leaves(change)]
    places = {(leaf.path.rpartition("/")[2], leaf.value) for leaf in found}
    words = [leaf.value for leaf in found if isinstance(leaf.value, str)]
    words += [change.new for change in changes if isinstance(change.new, str)]
    for change in changes:
        if change.kind in (Kind.REMOVED, Kind.CHANGED) and not all(
            (leaf.path.rpartition("/")[2], leaf.value) in places or _said(leaf.value, words)
            for leaf in leaves(change)
        ):
            yield change.old_path


def _said(value: Any, words: list[str]) -> bool:
    return isinstance(value, str) and len(value) > 3 and any(value in text for text in words)
