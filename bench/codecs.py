"""Reading documents: read, map and check per second, beside the bare peers, in one run.

XML: lxml parsing and validating against the official XML Schema, which yields no values at all.
JSON: json.loads and jsonschema's validator with the official schema. Both run in turns with ours
in one process; medians of CPU time are compared. Needs ../shared/conformance; says so where absent.

    python bench/codecs.py [rounds]
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import jsonschema
from lxml import etree

from kopri.engines import codecs
from kopri.engines.codecs.efti import consignment as efti
from kopri.engines.codecs.uncefact import ecmr
from tests.unit.engines.codecs.samples import filled

CONFORMANCE = Path(__file__).resolve().parents[2] / "shared" / "conformance"
ECMR_SCHEMA = "uncefact_d23b/MultiModalTransport/eCMR/UNECE-eCMR.json"
XML = (
    ("identifiers, two legs", "consignment-identifier.xsd", "consignment-identifiers-two-legs.xml"),
    ("all placeholders", "consignment-common.xsd", "consignment-common.xml"),
)


def seconds(work: Callable[[], object], times: int) -> float:
    """CPU time of one call, over ``times`` calls."""
    started = process_time()
    for _ in range(times):
        work()
    return (process_time() - started) / times


def compare(name: str, *, size: int, ours: Callable[[], object], peer: Callable[[], object],
            rounds: int, peer_times: int) -> None:
    """Measure in turns and print one line."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        taken[0].append(seconds(ours, 200))
        taken[1].append(seconds(peer, peer_times))
    mine, theirs = median(taken[0]), median(taken[1])
    print(f"{name:30} {size:6,} B {1 / mine:10,.0f}/s {mine * 1000:8.3f} ms   peer "
          f"{1 / theirs:10,.0f}/s   {theirs / mine:8.2f} times the peer")


def _json(rounds: int) -> None:
    schema = json.loads((CONFORMANCE / ECMR_SCHEMA).read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for items in (1, 10, 100):
        data = ecmr.CODEC.write(filled(items=items))
        assert codecs.read(data).consignment is not None
        compare(
            f"eCMR JSON, {items} goods items", size=len(data), rounds=rounds, peer_times=1,
            ours=lambda data=data: codecs.read(data),
            peer=lambda data=data: validator.is_valid(json.loads(data)),
        )


def _xml(rounds: int) -> None:
    folder = CONFORMANCE / "efti" / "xsd"
    examples = [(name, schema, (folder / "examples" / file).read_bytes())
                for name, schema, file in XML]
    truck = efti.COMMON_CODEC.write(filled())
    for name, schema_file, data in [*examples, ("a filled truck", "consignment-common.xsd", truck)]:
        schema = etree.XMLSchema(etree.parse(folder / schema_file))
        assert schema.validate(etree.fromstring(data)) and not codecs.read(data).faults
        compare(
            f"eFTI XML, {name}", size=len(data), rounds=rounds, peer_times=200,
            ours=lambda data=data: codecs.read(data),
            peer=lambda data=data, schema=schema: schema.validate(etree.fromstring(data)),
        )


def main(*, rounds: int) -> None:
    """Measure and print one line per format."""
    if not CONFORMANCE.is_dir():
        print("third-party schemas are absent: ../shared/conformance")
        return
    _json(rounds)
    _xml(rounds)


if __name__ == "__main__":
    main(rounds=int(sys.argv[1]) if len(sys.argv) > 1 else 5)
