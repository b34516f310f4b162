"""Documents: attached by their hash, withdrawn, never trusted by their name."""

from hashlib import sha256

import pytest

from kopri.domains.documents.queries import documents_of
from kopri.domains.documents.rules import LARGEST
from kopri.domains.documents.states import ENDS, TRANSITIONS, DocumentState
from kopri.domains.documents.types import Told
from kopri.journeys.attach_document import attach_document, withdraw_document
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground
from tests.border import THEIRS, Border, codes, refused
from tests.files import JPEG, PNG, pdf

PDF = pdf()


def attach(
    border: Border, reference: str, data: bytes = PDF, *, actor: Actor | None = None,
    document_type: str = "D08", number: str = "CMR 1",
) -> str:
    return attach_document(
        **border.paired, actor=actor or border.carrier(), blobs=border.node.house.blobs,
        reference=reference, data=data, told=Told(type=document_type, number=number))


def withdraw(border: Border, document: str, *, actor: Actor | None = None) -> str:
    return withdraw_document(**border.common, actor=actor or border.carrier(), document=document,
                             reason="the wrong one")


@pytest.mark.parametrize(("data", "media_type"), [
    (PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg"),
    (b"<a/>", "application/xml"), (b'{"a":1}', "application/json"),
])
def test_a_file_is_what_its_bytes_say(border: Border, data: bytes, media_type: str) -> None:
    reference = border.open()
    document = attach(border, reference, data)
    (found,) = documents_of([reference])
    assert (found.document, found.media_type, found.size) == (document, media_type, len(data))
    assert found.sha256 == sha256(data).hexdigest()
    assert border.node.house.blobs.get(found.sha256) == data


def test_the_entry_names_the_hash_and_not_the_bytes(border: Border) -> None:
    reference = border.open()
    attach(border, reference)
    (entry,) = border.entries("documents.attached", reference)
    assert entry["blobs"] == [sha256(PDF).hexdigest()] == [entry["payload"]["sha256"]]


@pytest.mark.parametrize(("data", "change", "expected"), [
    (b"", {}, ["documents.empty"]),
    (b"MZ\x90\0 a program", {}, ["documents.media_type"]),
    (b"#!/bin/sh", {"document_type": "D99"}, ["documents.media_type", "documents.type_unknown"]),
    (PDF[:-6], {}, ["documents.broken_off"]),
    (PDF, {"number": "9" * 81}, ["documents.number"]),
    (PDF, {"number": "a\0b"}, ["documents.number"]),
    (b"MZ", {"document_type": "", "number": "\n"},
     ["documents.media_type", "documents.type_unknown", "documents.number"]),
])
def test_what_is_not_attached(
    border: Border, data: bytes, change: dict[str, str], expected: list[str]
) -> None:
    reference = border.open()
    found = refused(lambda: attach(border, reference, data, **change))
    assert [fault.code for fault in found.faults] == expected
    assert found.ground is Ground.INVALID
    assert border.node.house.blobs.get(sha256(data).hexdigest()) is None
    assert documents_of([reference]) == []


def test_the_size_has_a_limit(border: Border) -> None:
    reference = border.open()
    padded = pdf(b" " * (LARGEST - len(pdf(b""))))
    attach(border, reference, padded)
    assert codes(lambda: attach(border, reference, pdf(padded))) == ["documents.too_large"]


def test_the_same_bytes_twice_are_one_blob_and_two_documents(border: Border) -> None:
    reference = border.open()
    assert attach(border, reference) != attach(border, reference)
    assert len({each.sha256 for each in documents_of([reference])}) == 1


def test_withdrawn_once_and_kept_in_the_record(border: Border) -> None:
    reference = border.open()
    document = attach(border, reference)
    withdraw(border, document)
    assert [each.state for each in documents_of([reference])] == [DocumentState.WITHDRAWN]
    assert codes(lambda: withdraw(border, document)) == ["documents.unknown"]
    assert refused(lambda: withdraw(border, "0" * 32)).ground is Ground.MISSING
    assert border.node.house.blobs.get(sha256(PDF).hexdigest()) == PDF


def test_the_reason_of_a_withdrawal_stays_here(border: Border) -> None:
    reference = border.open()
    withdraw(border, attach(border, reference))
    for entry in border.entries("documents.withdrawn", reference):
        assert ("reason" in entry["payload"]) == (not entry["audience"])


def test_of_an_unknown_case(border: Border) -> None:
    assert codes(lambda: attach(border, THEIRS)) == ["crossing.unknown"]


def test_who_may(border: Border) -> None:
    reference = border.open()
    document = attach(border, reference)
    for who in (border.carrier("p2"), border.node.actor(Role.ANALYST)):
        assert codes(lambda who=who: attach(border, reference, actor=who)) == ["permission.denied"]
        assert codes(lambda who=who: withdraw(border, document, actor=who)) == [
            "permission.denied"]
    for who in (border.gate(), border.inspector("KZ-BS"), border.head()):
        attach(border, reference, actor=who)


def test_every_state_has_an_owner_and_a_way_out() -> None:
    for state in DocumentState:
        assert (state in TRANSITIONS) != (state in ENDS)
