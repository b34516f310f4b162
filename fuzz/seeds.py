"""What the fuzzer begins with."""

from collections.abc import Iterator
from pathlib import Path

from fuzz.promises import MESSAGES, sheet_of
from kopri.engines import codecs
from kopri.engines.codecs.efti import messages
from kopri.engines.codecs.sheet.codec import CSV
from kopri.kernel.errors import Refusal
from tests.unit.engines.codecs.samples import by_rail, certificate, filled, rich

ROOT = Path(__file__).resolve().parents[1]
FINDINGS = ROOT / "tests/unit/engines/codecs/findings"
_SHARED = ROOT.parent / "shared" / "conformance"
WHOLE = (filled(items=1), filled(items=3), rich(), by_rail(), certificate())
_LARGEST = 100_000
_QUERIES = (
    ('<identifierQuery xmlns="http://efti.eu/v1/edelivery" requestId="a"><identifier type="means'
     ' carried">ABC</identifier><registrationCountryCode>KZ</registrationCountryCode><modeCode>3'
     "</modeCode><dangerousGoodsIndicator>1</dangerousGoodsIndicator></identifierQuery>"),
    ('<uilQuery xmlns="http://efti.eu/v1/edelivery" requestId="a"><uil><gateId>KZ</gateId>'
     "<platformId>a</platformId><datasetId>b.1</datasetId></uil><subsetId>EU01</subsetId></uilQuery>"),
)


def seeds(name: str) -> Iterator[bytes]:
    """Documents of a format: our own, earlier findings, and samples beside the project."""
    if name == MESSAGES:
        yield from (query.encode() for query in _QUERIES)
        yield messages.write_response("uilResponse", status=messages.MISSING)
    else:
        yield from own(codecs.codec(name))
    if FINDINGS.is_dir():
        yield from (file.read_bytes() for file in sorted(FINDINGS.iterdir())
                    if file.suffix != ".md")
    for pattern in ("**/*.xml", "**/*.json"):
        for file in sorted(_SHARED.glob(pattern)) if _SHARED.is_dir() else ():
            data = file.read_bytes() if file.stat().st_size < _LARGEST else b""
            if data and (name == MESSAGES or codecs.codec(name).sniff(data)):
                yield data


def own(codec: codecs.Codec) -> Iterator[bytes]:
    """What we write ourselves in a format, and the examples that its tests have."""
    for whole in WHOLE if codec.writes else ():
        try:
            data = codec.write(whole)
        except Refusal:
            continue
        if codec.name == "xlsx":
            yield sheet_of(data)
        yield data
    for file in sorted((ROOT / "tests/unit/engines/codecs").glob("*/examples/*")):
        if codec.sniff(file.read_bytes()):
            yield file.read_bytes()
    if codec.name == CSV.name:
        yield codecs.template("csv", language="ru")
        yield "description;gross_weight_kg\nПшеница;20 100,5\n".encode("cp1251")
