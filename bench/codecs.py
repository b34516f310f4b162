"""Reading documents: read, map and check per second, beside the bare peers, in one run.

XML: (a) lxml parsing and validating against the official XML Schema, which yields no values at all;
(b) lxml parsing and binding to dataclasses that xsdata makes of the same schema, which checks
little. JSON: json.loads and jsonschema's validator with the official schema. Spreadsheets: the bare
reading of the cells. All run in turns with ours in one process; medians of CPU time are compared.
Needs ../shared/conformance; says so where absent. Stored, single and batch: `bench notices`.

    python -m bench codecs
"""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import jsonschema
import openpyxl
from lxml import etree
from xsdata.exceptions import ParserError

from bench.binding import Unmade, binding
from bench.documents import Document, documents
from kopri.engines import codecs

CONFORMANCE = Path(__file__).resolve().parents[2] / "shared" / "conformance"
AIMS = {"lxml+XSD": 0.25, "xsdata": 8.0, "jsonschema": 20.0}
SECONDS = 0.05  # of one measurement of one way


@dataclass(frozen=True)
class Schema:
    """The official schema of a format: XML Schema files to import together, or a JSON Schema."""

    files: tuple[str, ...]
    root: str = ""  # the class that xsdata makes of the root, and
    made_of: str = ""  # the file it is made of, where that is another

    @property
    def binds(self) -> Path:
        """The file that xsdata reads."""
        return CONFORMANCE / (self.made_of or self.files[0])


_D23B = "uncefact_d23b"
_RAIL = f"{_D23B}/MultiModalTransport/ITIGG/Rail IFT"
_WCO = "wco_dm/schemas/wco"
_ALBUM = "eaeu_album/xsd"
SCHEMAS = {
    "ecmr": Schema((f"{_D23B}/MultiModalTransport/eCMR/UNECE-eCMR.json",)),
    "smgs-json": Schema((f"{_RAIL}/SMGS/UNECE-SMGSConsignmentNote.json",)),
    "cim-smgs-json": Schema(
        (f"{_RAIL}/Rail CIM SMGS Consignment Note/UNECE-MMTCIM-SMGSConsignmentNote.json",)
    ),
    "sps-json": Schema((f"{_D23B}/Regulatory/BSP eCert/SPS/UNECE-SPSCertificate.json",)),
    "efti": Schema(("efti/xsd/consignment-common.xsd",), "Consignment"),
    "efti-identifiers": Schema(("efti/xsd/consignment-identifier.xsd",), "Consignment"),
    "pi-auto-arrive": Schema((f"{_ALBUM}/PI_AutoArrive.xsd",), "PiAutoArrive"),
    "eaeu-cmr": Schema((f"{_ALBUM}/CMR.xsd",), "Cmr"),
    "eaeu-smgs": Schema((f"{_ALBUM}/RailwayBill.xsd",), "RailwayBill"),
    "tir-carnet": Schema((f"{_ALBUM}/TIR_Carnet.xsd",), "TirCarnet"),
    "eaeu-transit": Schema((f"{_ALBUM}/EEC_TransitDeclaration.xsd",), "TransitDeclaration"),
    "wco-declaration": Schema(
        (f"{_WCO}/declaration/DocumentMetaData_2_DMS.xsd",
         f"{_WCO}/declaration/WCO_DEC_2_DMS.xsd"), "MetaData",
    ),
    "wco-response": Schema(
        (f"{_WCO}/notification/DocumentMetaData_2_DMS.xsd",
         f"{_WCO}/notification/WCO_RES_2_DMS.xsd"), "MetaData",
    ),
}
Ways = dict[str, Callable[[], object]]


def seconds(work: Callable[[], object], times: int) -> float:
    """CPU time of one call, over ``times`` calls."""
    started = process_time()
    for _ in range(times):
        work()
    return (process_time() - started) / times


def compare(title: str, *, size: int, ways: Ways, rounds: int) -> None:
    """Measure all ways in turns and print one line; the first is ours."""
    times = {name: max(1, int(SECONDS / max(seconds(work, 2), 1e-6))) for name, work in ways.items()}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            taken[name].append(seconds(work, times[name]))
    ours, *peers = [(name, median(values)) for name, values in taken.items()]
    shown = "   ".join(
        f"{name} {1 / theirs:8,.0f}/s {theirs / ours[1]:8.2f}x{_missed(name, theirs / ours[1])}"
        for name, theirs in peers
    )
    print(f"{title:34} {size:7,} B {1 / ours[1]:8,.0f}/s {ours[1] * 1e6:8,.0f} us   {shown}")


def _missed(name: str, ratio: float) -> str:
    return " (below the aim)" if ratio < AIMS.get(name, 0) else ""


def _xml(schema: Schema, data: bytes, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    official = _compiled(schema)
    if official.validate(etree.fromstring(data)):
        yield "lxml+XSD", lambda: official.validate(etree.fromstring(data))
    else:
        print(f"  not valid by the schema: {official.error_log[0].message[:120]}")
    try:
        bind = binding(schema.binds, folder=folder, root=schema.root)
        bind(data)
    except Unmade as reason:
        print(f"  xsdata cannot make classes of {schema.binds.name}: {reason}")
    except ParserError as error:
        print(f"  xsdata cannot bind the document: {str(error)[:120]}")
    else:
        yield "xsdata", lambda: bind(data)


def _compiled(schema: Schema) -> Any:
    if len(schema.files) == 1:
        return etree.XMLSchema(etree.parse(CONFORMANCE / schema.files[0]))
    imports = "".join(
        f'<xs:import namespace="{etree.parse(path).getroot().get("targetNamespace")}" '
        f'schemaLocation="{path}"/>' for path in (CONFORMANCE / file for file in schema.files)
    )
    whole = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(whole))


def _json(schema: Schema, data: bytes) -> Iterator[tuple[str, Callable[[], object]]]:
    text = (CONFORMANCE / schema.files[0]).read_text(encoding="utf-8")
    validator = jsonschema.Draft202012Validator(json.loads(text))
    yield "jsonschema", lambda: validator.is_valid(json.loads(data))


def _cells(data: bytes) -> Iterator[tuple[str, Callable[[], object]]]:
    if data[:2] == b"PK":
        yield "openpyxl", lambda: [
            list(sheet.values)
            for sheet in openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets
        ]
    else:
        yield "csv", lambda: list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def _ways(document: Document, folder: Path) -> Ways:
    data = document.data
    ways: Ways = {"ours": lambda: codecs.read(data)}
    schema = SCHEMAS.get(document.format)
    if schema is None:
        ways.update(_cells(data) if document.format in ("csv", "xlsx") else ())
    elif schema.files[0].endswith(".json"):
        ways.update(_json(schema, data))
    else:
        ways.update(_xml(schema, data, folder))
    return ways


def main(*, rounds: int) -> None:
    """Measure and print one line per document of each format."""
    if not CONFORMANCE.is_dir():
        print("third-party schemas are absent: ../shared/conformance")
        return
    shown = set()
    with tempfile.TemporaryDirectory() as made:
        for document in documents(CONFORMANCE):
            reading = codecs.read(document.data)
            assert reading.format == document.format and not reading.faults, document.title
            shown.add(document.format)
            ways = _ways(document, Path(made))
            compare(
                f"{document.format}, {document.title}", size=len(document.data), ways=ways,
                rounds=rounds,
            )
    for one in codecs.CODECS:
        if one.name not in shown:
            print(f"{one.name}: no document to measure with")
    print("aims: a quarter of lxml+XSD, 8 times xsdata, 20 times jsonschema; stored: bench notices")
