"""Requests of other nodes over the API: whoever signs them wrongly, late or twice is told why."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from kopri.engines.http_signatures import Request, sign_request
from kopri.engines.notes import Ed25519Signer, Verifier
from kopri.journal.keys import HTTP, name_key
from kopri.journal.models import Complaint, Log, Nonce
from kopri.kernel.clock import to_text
from tests.border import Border
from tests.unit.interfaces.api.conftest import Api

OPEN, COMPLAINT = "/log/open?from=0", "/log/complaint"


@dataclass
class Other:
    """The neighbour's node, as it signs; each part may be bent."""

    border: Border
    client: Client
    number: int = 0

    @property
    def signer(self) -> Ed25519Signer:
        return self.border.log.signer("http")

    def sign(
        self, method: str, path: str, body: bytes = b"", *, age: int = 0, nonce: str | None = None,
        signer: Ed25519Signer | None = None, keyid: str = "", components: Any = None,
    ) -> dict[str, str]:
        self.number += 1
        by = signer or self.signer
        return dict(sign_request(
            Request(method=method, url=f"http://testserver{path}", body=body), sign=by.sign,
            keyid=keyid or by.name, created=int(datetime.now(UTC).timestamp()) - age,
            nonce=f"n{self.number}" if nonce is None else nonce,
            components=components or ("@method", "@target-uri")))

    def send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """Status, and the code of the only fault if there is one."""
        answer = self.client.generic(
            method, path, body, content_type="application/json", headers=headers)
        data = b"".join(answer) if answer.streaming else answer.content
        faults = json.loads(data).get("faults", []) if data.startswith(b"{\"f") else []
        return answer.status_code, " ".join(fault["code"] for fault in faults)

    def ask(self, method: str, path: str, body: bytes = b"", **bent: Any) -> tuple[int, str]:
        return self.send(method, path, body, self.sign(method, path, body, **bent))

    def complain(self, *charges: dict[str, Any], **bent: Any) -> tuple[int, str]:
        return self.ask("POST", COMPLAINT, self.body(*charges), **bent)

    def body(self, *charges: dict[str, Any]) -> bytes:
        return json.dumps({"log": self.border.node.journal.origin, "charges": charges}).encode()


@pytest.fixture
def other(api: Api) -> Other:
    return Other(api.border, api.client)


def test_a_signed_read_is_answered_and_may_be_repeated(other: Other) -> None:
    headers = other.sign("GET", OPEN)
    assert [other.send("GET", OPEN, b"", headers)[0] for _ in range(2)] == [200, 200]
    assert not Nonce.objects.exists()


@pytest.mark.parametrize(("bent", "code"), [
    ({"age": 301}, "stale"), ({"age": -180}, "ahead"), ({"keyid": "nobody.kopri/http"}, "key_unknown"),
    ({"keyid": "tm.test.kopri/log"}, "key_unknown"), ({"keyid": "tm.test.kopri"}, "key_unknown"),
    ({"signer": Ed25519Signer(seed=bytes(32), name="tm.test.kopri/http")}, "wrong"),
    ({"components": ("@method",)}, "uncovered"), ({"components": ("@target-uri",)}, "uncovered"),
])
def test_what_is_signed_wrongly_is_told_why(other: Other, bent: dict[str, Any], code: str) -> None:
    for method, path, body in (("GET", OPEN, b""), ("POST", COMPLAINT, other.body())):
        assert other.ask(method, path, body, **bent) == (401, f"signature.{code}")
    assert not Nonce.objects.exists()


def test_the_body_is_covered(other: Other) -> None:
    headers = other.sign("POST", COMPLAINT, other.body())
    changed = other.body({"code": "fork"})
    assert other.send("POST", COMPLAINT, changed, headers) == (401, "signature.digest")
    bare = other.sign("POST", COMPLAINT)
    assert other.send("POST", COMPLAINT, changed, bare) == (401, "signature.uncovered")
    assert other.send("POST", COMPLAINT, b"", {}) == (401, "signature.unsigned")
    assert other.send("POST", "/log/complaint?x", other.body(), headers) == (401, "signature.wrong")
    assert not Complaint.objects.exists()


def test_what_changes_something_is_taken_once(other: Other) -> None:
    body = other.body({"code": "count_broken", "index": 7})
    headers = other.sign("POST", COMPLAINT, body)
    assert other.send("POST", COMPLAINT, body, headers) == (200, "")
    assert other.complain() == (200, "")
    assert other.send("POST", COMPLAINT, body, headers) == (401, "signature.replayed")
    assert not Complaint.objects.exists()  # the replay did not bring back what was settled
    assert other.complain(nonce="") == (401, "signature.nonce_missing")
    assert other.complain(nonce="n" * 121) == (401, "signature.nonce_missing")


def test_nonces_are_kept_as_long_as_their_request_could_be_replayed(other: Other) -> None:
    other.complain()
    kept = Nonce.objects.get()
    assert timedelta(seconds=300) < kept.expires - datetime.now(UTC) <= timedelta(seconds=361)
    Nonce.objects.update(expires=datetime.now(UTC) - timedelta(seconds=1))
    other.complain()
    assert Nonce.objects.get().nonce != kept.nonce


def test_a_complaint_is_told_whole_and_shown(other: Other, api: Api) -> None:
    other.complain({"code": "count_broken", "index": 7}, {"code": "silent"})
    other.complain({"code": "count_broken", "index": 7}, {"code": "root_mismatch", "index": 2})
    rows = [(row.by.origin, row.code, row.index) for row in Complaint.objects.order_by("pk")]
    assert rows == [(other.border.log.origin, "count_broken", 7),
                    (other.border.log.origin, "root_mismatch", 2)]
    page = api.client.get("/journal", headers={"Accept-Language": "en"}).content.decode()
    assert "count_broken" in page and "root_mismatch" in page and "silent" not in page


@pytest.mark.parametrize("body", [
    b"", b"{", b"[]", b'{"log":"kz.test.kopri"}', b'{"log":"other","charges":[]}',
    b'{"log":"kz.test.kopri","charges":[{"code":"<b>"}]}',
    b'{"log":"kz.test.kopri","charges":[{"code":"x","index":-1}]}',
    b'{"log":"kz.test.kopri","charges":[],"more":1}',
    b'{"log":"kz.test.kopri","charges":[' + b",".join([b'{"code":"x"}'] * 101) + b"]}",
])
def test_what_is_no_complaint_to_this_node_changes_nothing(other: Other, body: bytes) -> None:
    status, codes = other.ask("POST", COMPLAINT, body)
    assert status == 422 and codes
    assert not Complaint.objects.exists()


def test_both_keys_hold_while_one_follows_the_other(other: Other) -> None:
    """And afterwards the old one alone is refused."""
    log = Log.objects.get(origin=other.border.log.origin)
    new = Ed25519Signer(seed=bytes([9]) * 32, name=f"{log.origin}/http")
    assert other.ask("GET", OPEN, signer=new) == (401, "signature.wrong")
    end = datetime.now(UTC) + timedelta(hours=1)
    name_key(log, use=HTTP, key=Verifier.of(new).vkey, end=to_text(end),
             since=to_text(end - timedelta(hours=1)))
    assert other.ask("GET", OPEN)[0] == other.ask("GET", OPEN, signer=new)[0] == 200
    log.keys = [{**log.keys[0], "end": to_text(end - timedelta(hours=2))}]
    log.save()
    assert other.ask("GET", OPEN) == (401, "signature.wrong")
    assert other.ask("GET", OPEN, signer=new)[0] == 200


def test_a_closed_log_asks_no_more(other: Other) -> None:
    Log.objects.filter(origin=other.border.log.origin).update(closed=datetime.now(UTC))
    assert other.ask("GET", OPEN) == (401, "signature.key_unknown")

