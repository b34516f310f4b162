"""Files travel apart from the entries that name them, and only to those who may read these."""

from hashlib import sha256

import pytest

from kopri.domains.documents.types import Told
from kopri.journal.blobs import fetch_blob, fetch_blobs, may_read
from kopri.journal.models import Blob, Entry, State
from kopri.journeys.attach_document import attach_document
from tests.border import Border
from tests.files import pdf
from tests.simulators.log import BOTH, MemoryPeer

SCAN = pdf(b"a scanned invoice")
NAME = sha256(SCAN).hexdigest()
LABELS = {"kz", "*"}
READERS = {"tm", "*"}


def attach(border: Border) -> str:
    """The carrier attaches a file to a case of its own; the case."""
    reference = border.open()
    attach_document(**border.paired, actor=border.carrier(), blobs=border.node.house.blobs,
                    reference=reference, data=SCAN, told=Told(type="D01", number="1"))
    return reference


def tell(border: Border, *names: str, audience: tuple[str, ...] = BOTH) -> None:
    """The neighbour attaches files, and is followed."""
    border.tell_open("T234-5678-9Q")
    border.log.write(
        "documents.attached/1",
        {"document": "d1", "type": "invoice", "number": "1", "sha256": NAME, "size": 17,
         "media_type": "application/pdf"},
        subject="T234-5678-9Q", audience=audience, blobs=list(names))
    border.hear()


def fetch(border: Border, *peers: MemoryPeer) -> int:
    return fetch_blobs(journal=border.node.journal, origin=border.log.origin,
                       sources=peers or [border.peer], store=border.node.house.blobs)


def test_an_own_file_is_for_whoever_may_read_the_entry(border: Border) -> None:
    attach(border)
    assert may_read(NAME, labels=READERS)
    assert may_read(NAME, labels=LABELS)
    assert not may_read(NAME, labels={"xa", "*"})
    assert not may_read(sha256(b"another").hexdigest(), labels=READERS)


def test_a_forgotten_entry_opens_no_file(border: Border) -> None:
    attach(border)
    Entry.objects.update(entry=None, salt=None, state=State.FORGOTTEN)
    assert not may_read(NAME, labels=READERS)


def test_a_file_comes_after_the_entry_that_names_it(border: Border) -> None:
    tell(border, NAME)
    assert border.node.house.blobs.get(NAME) is None
    assert Entry.objects.get(kind="documents.attached/1").state == State.APPLIED
    border.peer.blobs[NAME] = SCAN
    assert fetch(border) == 1
    assert border.node.house.blobs.get(NAME) == SCAN
    assert fetch(border) == 0
    assert border.peer.asked.count(f"blob {NAME[:8]}") == 1


def on_demand(border: Border, name: str = NAME) -> bool:
    return fetch_blob(name, journal=border.node.journal, store=border.node.house.blobs,
                      sources={border.log.origin: [border.peer]})


def test_a_file_comes_at_once_for_somebody_who_asks(border: Border) -> None:
    tell(border, NAME)
    assert not on_demand(border)  # its node does not have it
    border.peer.blobs[NAME] = SCAN
    assert on_demand(border)
    assert border.node.house.blobs.get(NAME) == SCAN
    assert not on_demand(border)
    assert fetch(border) == 0


def test_only_what_an_entry_names_is_asked_for(border: Border) -> None:
    border.peer.blobs[NAME] = SCAN
    assert not on_demand(border)
    assert not border.peer.asked


@pytest.mark.parametrize("served", [b"", b"another file"])
def test_what_has_another_hash_is_not_kept(border: Border, served: bytes) -> None:
    tell(border, NAME)
    border.peer.blobs[NAME] = served
    assert fetch(border) == 0
    assert border.node.house.blobs.get(NAME) is None
    border.peer.blobs[NAME] = SCAN
    assert fetch(border) == 1


def test_any_source_will_do(border: Border) -> None:
    tell(border, NAME)
    mirror = MemoryPeer(border.log, blobs={NAME: SCAN})
    assert fetch(border, MemoryPeer(border.log, down=True), mirror) == 1


def test_to_name_a_hash_that_one_has_heard_of_opens_no_file(border: Border) -> None:
    """The neighbour names a private file of ours, which its own node cannot serve."""
    assert border.node.house.blobs.put(SCAN) == NAME
    tell(border, NAME)
    assert fetch(border) == 0
    assert not may_read(NAME, labels=READERS)


def test_a_file_that_was_fetched_is_served_on(border: Border) -> None:
    """A mirror gives it to the neighbour's other nodes."""
    tell(border, NAME)
    assert not may_read(NAME, labels=READERS)
    border.peer.blobs[NAME] = SCAN
    fetch(border)
    assert may_read(NAME, labels=READERS)


@pytest.mark.parametrize("name", ["", "../../keys/log", NAME[:-1], NAME.upper(), NAME + "0"])
def test_what_is_no_hash_names_no_file(border: Border, name: str) -> None:
    tell(border, name)
    assert not Blob.objects.exists()
    assert not may_read(name, labels=READERS)


@pytest.mark.parametrize("named", [7, {"a": 1}, [[NAME]], [None]])
def test_hostile_names_stop_nothing(border: Border, named: object) -> None:
    border.log.write("gate.arrived/1", {"side": "tm", "place": "gate", "plate": "1"},
                     subject="T234-5678-9Q", blobs=named)
    assert border.hear().applied == 1
    assert not Blob.objects.exists()


def test_a_file_that_two_entries_name_is_fetched_once(border: Border) -> None:
    tell(border, NAME, NAME)
    tell(border, NAME)
    border.peer.blobs[NAME] = SCAN
    assert fetch(border) == 1
    assert fetch(border) == 0
