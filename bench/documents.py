"""The documents that the codecs are measured with: official examples, and written ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kopri.engines import codecs
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Refusal
from tests.unit.engines.codecs.samples import filled

ITEMS = {"ecmr": (1, 10, 100), "wco-declaration": (10,), "csv": (10,), "xlsx": (10,)}
EXAMPLES = {
    "efti-identifiers": ("efti/xsd/examples", "consignment-identifiers-two-legs.xml"),
    "wco-declaration": ("wco_dm/examples/TT_EX010a", "TT_EX010a.xml"),
    "wco-response": ("wco_dm/examples/TT_EX039a/Example_Notifications", "3. DMSACC*.xml"),
}


@dataclass(frozen=True)
class Document:
    """A document of a format that the registry knows."""

    format: str
    title: str
    data: bytes


def documents(conformance: Path) -> Iterator[Document]:
    """Of each format an official example, where there is one, and what we write."""
    for codec in codecs.CODECS:
        folder, pattern = EXAMPLES.get(codec.name, ("", ""))
        for file in sorted((conformance / folder).glob(pattern)) if pattern else ():
            yield Document(codec.name, "an example", file.read_bytes())
        for items in ITEMS.get(codec.name, (1,)) if codec.writes else ():
            written = _written(codec, filled(items=items))
            if written:
                yield Document(codec.name, f"{items} goods items", written)


def _written(codec: codecs.Codec, consignment: Consignment) -> bytes:
    """The consignment in the format; empty where the format needs more than it says."""
    try:
        return codec.write(consignment)
    except Refusal as refusal:
        print(f"{codec.name}: not written, {refusal.faults[0].code} {refusal.faults[0].path}")
        return b""
