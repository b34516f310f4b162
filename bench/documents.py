"""The documents that the codecs are measured with: official examples, and written ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kopri.engines import codecs
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Refusal
from tests.unit.engines.codecs import samples
from tests.unit.engines.codecs.eaeu import notices

# Written where a lorry's goods are not what the format is for
OTHERS: tuple[Callable[[], Consignment], ...] = (
    notices.lorry, notices.wagon, samples.by_rail, samples.certificate,
)
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
        if codec.writes:
            yield from _written(codec)


def _written(codec: codecs.Codec) -> Iterator[Document]:
    """The lorry in the format, with as many items as are to be measured; or what fits it."""
    for items in ITEMS.get(codec.name, (1,)):
        data = _tried(codec, samples.filled(items=items))
        if data:
            yield Document(codec.name, f"{items} goods items", data)
            continue
        fitting = (data for made in OTHERS if (data := _tried(codec, made())))
        for other in list(fitting)[:1]:
            yield Document(codec.name, "what it is for", other)


def _tried(codec: codecs.Codec, consignment: Consignment) -> bytes:
    """The consignment in the format; empty where it is not one for this format."""
    try:
        return codec.write(consignment)
    except Refusal:
        return b""
