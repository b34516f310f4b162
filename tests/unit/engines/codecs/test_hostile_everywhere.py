"""Hostile bytes for every reader of the registry: faults, in bounded time and memory, never more."""

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from fuzz.promises import MESSAGES, keep, targets
from fuzz.seeds import own
from kopri.engines import codecs
from kopri.engines.codecs.efti.messages import read_message
from kopri.engines.codecs.reading import MOST_BYTES, MOST_PARTS
from kopri.kernel.consignment import TransportEquipment, TransportMeans
from kopri.kernel.errors import Fault
from tests.unit.engines.codecs.samples import filled

ROOT = Path(__file__).resolve().parents[4]
SECONDS, MEGABYTES = 8, 600  # of processor time and resident memory, for ten megabytes
QUERY = (b'<identifierQuery xmlns="http://efti.eu/v1/edelivery" requestId="a"><identifier>A'
         b"</identifier></identifierQuery>")
DOCTYPES = (
    b'<!DOCTYPE a [<!ENTITY b "cccccccccc">' + b"".join(
        b'<!ENTITY b%d "%s">' % (n, b"&b;" * 10 if n == 1 else b"&b%d;" % (n - 1) * 10)
        for n in range(1, 9)) + b"]>",
    b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/b.dtd"> %b;]>',
    b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
)


@cache
def document(name: str) -> bytes:
    """A sound document of a format; empty where only others write it."""
    if name == MESSAGES:
        return QUERY
    found = [data for data in own(codecs.codec(name)) if data[:2] == b"PK" or name != "xlsx"]
    return found[0] if found else b""


def faults(name: str, data: bytes) -> tuple[Fault, ...]:
    """What is wrong with a document."""
    return read_message(data).faults if name == MESSAGES else codecs.codec(name).read(data).faults


def spoilt(data: bytes) -> Iterator[bytes]:
    """In every way in which bytes go wrong."""
    half = len(data) // 2
    yield from (b"", b"\0", data[:half], data[:-3], data[half:], data[:half] + b"\xff\xfe" + data[half:],
                data[:half] + b"\0" + data[half:], data + data, data[::-1], b"\xef\xbb\xbf" * 2 + data,
                data[:half] + b"\xed\xa0\x80" + data[half:])  # a lone surrogate in UTF-8
    text = data.decode("utf-8", "replace")
    yield from (text.encode(encoding, "replace") for encoding in (
        "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037", "cp1251"))


def bombs(data: bytes) -> Iterator[bytes]:
    """What costs most of all that ten megabytes can be."""
    end = data.rfind(b"</") if data.startswith(b"<") else len(data) - 1
    head, tail = data[:end], data[end:]
    if data.startswith(b"<"):
        yield head + b"<a/>" * (MOST_PARTS - 1000) + tail
        yield head + b"<a " + b" ".join(b'a%d="1"' % n for n in range(600_000)) + b"/>" + tail
    elif data.startswith(b"{"):
        yield head + b"".join(b',"a%d":0' % n for n in range(MOST_PARTS - 20_000)) + tail
        yield head + b',"a":' + b"[" * 4_900_000 + tail
    else:
        yield b"description;hs_code\n" + b"a;1001\n" * 5_000
        yield head + b';"' + b"x" * 9_000_000


def floods(data: bytes) -> Iterator[bytes]:
    """What is refused before it is read."""
    yield data + b" " * (MOST_BYTES + 1)
    yield data + b"<a/>" * (MOST_PARTS + 1)
    yield data + b"0," * (MOST_PARTS + 1)


@pytest.mark.parametrize("name", targets())
def test_bytes_that_went_wrong(name: str) -> None:
    data = document(name)
    assert not data or not faults(name, data)
    promise = keep(name)
    for each in list(spoilt(data or b"<a/>"))[::4 if name == "xlsx" else 1]:
        promise(each)
    if name != MESSAGES:
        assert [codecs.codec(name).read(flood).faults[0].code for flood in floods(data)] == [
            "codecs.too_large", "codecs.too_many", "codecs.too_many"]


@pytest.mark.parametrize("name", targets())
def test_placeholders_may_stand_wherever_a_value_must(name: str) -> None:
    data, promise = document(name), keep(name)
    leaves = {found[2]: found for found in re.finditer(rb">([^<>]+)(</[\w:]+>)", data)}
    for leaf in leaves.values() if data.startswith(b"<") else ():
        promise(data[:leaf.start(1)] + b"string" + data[leaf.end(1):])


@pytest.mark.parametrize("name", targets())
def test_entities_and_includes_are_never_followed(name: str) -> None:
    data = document(name)
    if not data.startswith(b"<"):
        pytest.skip("no XML")
    start = data.index(b"?>") + 2 if data.startswith(b"<?") else 0
    opened = data.index(b">", data.index(b"<", start)) + 1
    for doctype in DOCTYPES:
        entity = b"&b8;" if b"b8" in doctype else b"&b;"
        bomb = data[:start] + doctype + data[start:opened] + entity + data[opened:]
        assert [fault.code for fault in faults(name, bomb)] == ["codecs.doctype"]
    include = (b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
               b'href="file:///etc/passwd"/>')
    found = faults(name, data[:opened] + include + data[opened:])
    assert found and not any("root:" in str(fault.params) for fault in found)
    for reference in (b"&#xD800;", b"&#0;", b"&#x1F;", b"&undefined;"):
        assert faults(name, data[:opened] + reference + data[opened:])


@pytest.mark.parametrize("name", ["ecmr", "efti", "csv"])
def test_ten_megabytes_cost_seconds_and_not_the_machine(name: str) -> None:
    """Each bomb in a process of its own, so that its memory can be measured."""
    script = f"from {__name__.rpartition('.')[2]} import measure; measure({name!r})"
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}:{Path(__file__).parent}"})
    measured = [line.split() for line in ran.stdout.splitlines()]
    assert len(measured) == 2, ran.stderr[-2000:]
    for seconds, megabytes, code in measured:
        assert float(seconds) < SECONDS and int(megabytes) < MEGABYTES and (
            code != "none" or name == "csv"), measured


def measure(name: str) -> None:
    """Print what each bomb costs: processor seconds, resident megabytes, the first fault."""
    reader = codecs.codec(name)
    for bomb in bombs(document(name)):
        sys.stdout.flush()
        child = os.fork()
        if not child:
            began = time.process_time()
            found = reader.read(bomb).faults
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            code = found[0].code if found else "none"
            print(f"{time.process_time() - began:.1f} {peak} {code}", flush=True)
            os._exit(0)
        os.waitpid(child, 0)


LOOK_ALIKES = {"CSQU3054383": "СSQU3054383", "123ABC12": "123АВC12", "45BCD02": "45ВСD02"}


@pytest.mark.parametrize("name", ["ecmr", "efti", "csv", "xlsx"])
def test_letters_that_only_look_alike_are_pointed_out(name: str) -> None:
    """Cyrillic letters in container numbers and plates, in whatever format they come."""
    whole = filled(items=1)
    leg = whole.main_carriage[0]
    assert leg.means
    container, plate, trailer = LOOK_ALIKES.values()
    mixed = replace(
        whole, main_carriage=(replace(leg, means=TransportMeans(
            identifier=f"{plate[:-2]}C2", country="KZ")),),
        equipment=(replace(whole.equipment[0], identifier=trailer),
                   TransportEquipment(identifier=container, category_code="CN")))
    codec = codecs.codec(name)
    reading = codec.read(codec.write(mixed))
    codes = {each.code for each in (*reading.faults, *reading.notices)}
    assert codes & {"consignment.container_letters", "consignment.look_alike"}, reading
    assert all(each.remedy and each.path for each in reading.faults)
