"""What the API refuses: who, what, how often, in which language."""

import json
import re
from typing import Any

import pytest

from kopri.domains.accounts.models import Account
from kopri.domains.accounts.operations import close
from kopri.kernel.text import translate
from tests.border import OUT, POINT, THEIRS
from tests.files import pdf
from tests.unit.interfaces.api.conftest import Api, notice

CROSSING = {"point": POINT, "direction": OUT, "conveyance": {"plate": "123 ABC 12", "country": "KZ"}}
@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Basic eDp4", "bearer  ", "Bearer \u00e9"])
def test_what_is_no_token(api: Api, header: str) -> None:
    answer = api.client.get("/api/v1/worklist", headers={"Authorization": header})
    assert answer.status_code == 401


def test_a_session_is_no_token(api: Api) -> None:
    """A page elsewhere could make a browser send its cookie; it cannot make it send a token."""
    api.token("shift_head")
    api.client.force_login(Account.objects.get(username="shift_head"))
    assert api.get("/worklist").status == 401


def test_a_closed_account_is_shut_out_at_once(api: Api) -> None:
    assert api.get("/worklist", "gate_officer").status == 200
    close(account=Account.objects.get(username="gate_officer"), now=api.border.now, by="test")
    assert api.get("/worklist", "gate_officer").status == 401


@pytest.mark.parametrize(("path", "who", "body"), [
    ("/capacity", "gate_officer", {"point": POINT, "direction": OUT, "day": "2026-01-15",
                                   "hours": [1] * 24, "valid_until": "2026-01-17T00:00:00Z"}),
    ("/gate/reads", "carrier", {"plate": "123 ABC 12", "place": "gate"}),
    ("/crossings", "inspector/KZ-BS", CROSSING),
    ("/crossings/{r}/exit", "inspector/KZ-BS", {}),
    ("/crossings/{r}/findings", "gate_officer", {"outcome": "cleared"}),
    ("/crossings/{r}/booking", "carrier#2", {"wishes": ["2026-01-15T07:00:00Z"]}),
])
def test_who_may_not_is_told_so(api: Api, path: str, who: str, body: dict[str, Any]) -> None:
    reference = api.inside()
    answer = api.post(path.format(r=reference), body, who)
    assert (answer.status, answer.codes) == (403, ["permission.denied"])


def test_a_strangers_case_is_not_there(api: Api) -> None:
    reference = api.crossing()
    answer = api.get(f"/crossings/{reference}", "carrier#2")
    assert (answer.status, answer.codes) == (404, ["crossing.unknown"])
    assert api.get("/crossings", "carrier#2").said == {"crossings": []}


@pytest.mark.parametrize("reference", [THEIRS, "nothing", "%00", "K" * 500, "..%2f", "\u041a7"])
def test_a_case_that_is_not_there(api: Api, reference: str) -> None:
    for path, who, body in (
        ("booking", "carrier", {"wishes": ["2026-01-15T07:00:00Z"]}), ("exit", "gate_officer", {}),
        ("findings", "inspector/KZ-BS", {"outcome": "cleared"}),
    ):
        assert api.post(f"/crossings/{reference}/{path}", body, who).status == 404
    assert api.get(f"/crossings/{reference}", "gate_officer").status == 404


@pytest.mark.parametrize("notice_id", ["x", "%00", "0" * 500])
def test_a_notice_that_is_not_there(api: Api, notice_id: str) -> None:
    assert api.post(f"/notices/{notice_id}/cancel", {"reason": "x"}).status == 404
    assert api.post(f"/crossings/documents/{notice_id}/withdraw", {"reason": "x"}).status == 404


def test_a_log_that_is_not_there(api: Api) -> None:
    assert api.get("/journal/entries?log=nobody", "auditor").said == {"entries": [], "next": None}


@pytest.mark.parametrize("query", ["", "?log=", "?log=%00", "?log=x&from=-1", "?log=x&from=a", "?log=x&limit=0",
                                   "?log=x&limit=5001"])
def test_a_query_that_does_not_fit(api: Api, query: str) -> None:
    answer = api.get(f"/journal/entries{query}", "auditor")
    assert (answer.status, answer.codes) == (422, ["request.unreadable"])


def test_what_may_not_be_done_now(api: Api) -> None:
    reference = api.inside()
    assert api.post(f"/crossings/{reference}/exit", {}, "gate_officer").status == 409
    assert api.post(f"/crossings/{reference}/register", {}, "gate_officer").codes == [
        "gate.already_registered"]


# all faults at once


def test_every_fault_of_a_body_at_once(api: Api) -> None:
    answer = api.post("/crossings", {
        "point": 5, "conveyance": {"plate": "1", "country": "Kazakhstan", "colour": "red"},
        "crew": [{"person": "", "citizenship": "KZ"}, 7], "secret": True})
    assert answer.status == 422
    assert dict(answer.places).keys() >= {
        "/point", "/direction", "/conveyance/plate", "/conveyance/country", "/conveyance/colour",
        "/crew/0/person", "/crew/1", "/secret"}
    for fault in answer.said["faults"]:
        assert set(fault) == {"code", "message", "path", "rule", "remedy"}
        assert fault["code"] and fault["message"] and fault["rule"] and fault["remedy"]
        assert not re.search(r"\{[a-z_]+\}", fault["message"] + fault["remedy"])


def test_every_fault_of_a_batch_with_its_place(api: Api) -> None:
    answer = api.post("/notices/batch", {"notices": [
        notice("001 AAA 12"), notice(document={"x": 1}),
        notice("002 AAA 12", eta="2026-02-30T00:00:00Z"),
        notice(document={"specifiedConsignment": []}),
    ]})
    assert answer.status == 422
    assert {path.split("/")[2] for path, _ in answer.places} == {"1", "2", "3"}
    assert ("/notices/2/eta", "shape.moment") in answer.places
    assert all("/document" in path for path, _ in answer.places if "/notices/1" in path)
    assert api.get("/crossings", "carrier").said == {"crossings": []}


def test_a_batch_of_one_says_its_place_too(api: Api) -> None:
    answer = api.post("/notices/batch", {"notices": [notice(eta="2025-01-01T00:00:00Z")]})
    assert answer.places == [("/notices/0/eta", "notice.eta_in_past")]


NEVER = "2026-02-30T07:00:00Z"


@pytest.mark.parametrize(("path", "body", "place", "who"), [
    ("/crossings/{r}/booking", {"wishes": ["2026-01-15T07:00:00Z", NEVER]}, "/wishes/1", "carrier"),
    ("/crossings/{r}/booking", {"wishes": ["tomorrow"]}, "/wishes/0", "carrier"),
    ("/crossings/{r}/booking", {"wishes": ["2026-01-15T07:00:00Z\n"]}, "/wishes/0", "carrier"),
    ("/crossings/{r}/findings", {"outcome": "held", "lifts": "x", "until": NEVER}, "/until",
     "inspector/KZ-SRC"),
    ("/fallback/paper", {"text": "x", "point": POINT, "arrived": NEVER, "registered": NEVER},
     "/arrived", "gate_officer"),
])
def test_a_time_that_does_not_exist(
    api: Api, path: str, body: dict[str, Any], place: str, *, who: str
) -> None:
    answer = api.post(path.format(r=api.crossing()), body, who)
    assert answer.status == 422 and [found for found, _ in answer.places] == [place]


@pytest.mark.parametrize("body", [
    {"plate": "9" * 21, "place": "gate"}, {"plate": "1", "place": "moon"},
    {"plate": "1", "place": "gate", "country": "kz"}, {"place": "gate"},
    {"reference": "", "plate": " ", "place": "gate"}, {"reference": "K" * 301, "place": "gate"},
])
def test_what_no_camera_reads(api: Api, body: dict[str, Any]) -> None:
    api.crossing()
    assert api.post("/gate/reads", body, "gate_officer").status == 422


@pytest.mark.parametrize("weight", [0, -1, 200_001, 1.5, "36000", True, None, 10**30])
def test_weights_that_no_scale_shows(api: Api, weight: object) -> None:
    reference = api.crossing()
    answer = api.post(f"/crossings/{reference}/register", {"weight_kg": weight}, "gate_officer")
    assert answer.status == (200 if weight is None else 422)


# hostile bodies


HOSTILE = [
    b"", b"{", b"[]", b"null", b"7", b'"text"', b"\xff\xfe", b"\x00", b"NaN", b'{"a":NaN}',
    b'{"point":Infinity}', b'{"point":"a","point":"b"}', b"{}{}", b"[" * 100_000,
    b'{"a":' * 5000 + b"1" + b"}" * 5000, b'{"point":"\\ud800"}', b'{"point":"\\u0000"}',
    b'{"point":' + b"9" * 10_000 + b"}", b'{"point":1e999}', b"a=b&c=d", b"<xml/>",
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("path", ["/crossings", "/notices", "/notices/batch"])
def test_a_hostile_body_is_refused_with_faults(api: Api, body: bytes, path: str) -> None:
    answer = api.post(path, body)
    assert answer.status == 422, answer.raw[:200]
    assert answer.codes
    assert not api.border.entries("crossing.opened")


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_document_in_a_notice(api: Api, body: bytes) -> None:
    head = json.dumps(notice(document=0)).encode().removesuffix(b"}").rsplit(b",", 1)[0]
    document = body or b'""'
    answer = api.post("/notices", head + b',"document":' + document + b"}")
    assert answer.status == 422, answer.raw[:200]


def test_texts_that_no_database_holds(api: Api) -> None:
    reference = api.inside()
    for reason in ("\u0000", "\ud800"):
        answer = api.find(reference, "KZ-BS", "held", lifts=f"bring {reason}")
        assert (answer.status, answer.codes) == (422, ["json.forbidden_character"])
    assert api.find(reference, "KZ-BS", "held", lifts="Құжат: 🛂 \u202e").status == 200


def test_a_huge_body_is_not_read(api: Api) -> None:
    answer = api.post("/notices", b'{"document":"' + b"x" * (33 * 1024 * 1024) + b'"}')
    assert (answer.status, answer.codes) == (413, ["request.too_large"])


def test_a_form_that_is_none(api: Api) -> None:
    reference = api.crossing()
    path = f"/api/v1/crossings/{reference}/documents"
    token = {"Authorization": f"Bearer {api.token('carrier')}"}
    broken = api.client.generic("POST", path, b"--x\r\nnothing",
                                content_type="multipart/form-data; boundary=\xe9", headers=token)
    assert broken.status_code == 422
    plain = api.client.generic("POST", path, b"{}", content_type="application/json", headers=token)
    assert [fault["code"] for fault in plain.json()["faults"]] == [
        "documents.empty", "documents.type_unknown"]


def test_methods_that_are_none(api: Api) -> None:
    assert api.client.put("/api/v1/crossings").status_code == 405
    assert api.client.delete(f"/api/v1/crossings/{THEIRS}").status_code == 405


# idempotency


def test_asked_twice_done_once(api: Api) -> None:
    first, again = (api.post("/crossings", CROSSING, key="one") for _ in range(2))
    assert first.said == again.said == {"reference": first.said["reference"], "new": True}
    assert (first.status, again.status) == (201, 201)
    shared = [entry for entry in api.border.entries("crossing.opened") if entry["audience"]]
    assert len(shared) == 1


def test_one_key_for_two_requests(api: Api) -> None:
    api.post("/crossings", CROSSING, key="one")
    other = {**CROSSING, "conveyance": {"plate": "999 ABC 12", "country": "KZ"}}
    answer = api.post("/crossings", other, key="one")
    assert (answer.status, answer.codes) == (409, ["request.key_reused"])


def test_a_key_belongs_to_its_person(api: Api) -> None:
    first = api.post("/crossings", CROSSING, "carrier", key="one").said
    second = api.post("/crossings", CROSSING, "carrier#2", key="one").said
    assert first["reference"] != second["reference"]


def test_a_refused_request_may_be_tried_again_under_its_key(api: Api) -> None:
    reference, path = api.inside(), "exit"
    first = api.post(f"/crossings/{reference}/{path}", {}, "gate_officer", key="out")
    assert first.status == 409
    for service in ("KZ-TRC", "KZ-BS", "KZ-SRC"):
        api.find(reference, service)
    assert api.post(f"/crossings/{reference}/{path}", {}, "gate_officer", key="out").status == 200


def test_a_file_sent_twice_is_attached_once(api: Api) -> None:
    """Every sending of a form has another boundary; the key goes by what the form says."""
    reference = api.crossing()
    first, again = (api.attach(reference, pdf(), key="scan") for _ in range(2))
    assert (first.status, first.said) == (again.status, again.said)
    other = api.attach(reference, pdf(b"another"), key="scan")
    assert (other.status, other.codes) == (409, ["request.key_reused"])


# languages


@pytest.mark.parametrize(("asked", "language"), [
    ("kk", "kk"), ("tk", "tk"), ("ru-RU,ru;q=0.9,en;q=0.5", "ru"), ("en-GB", "en"), ("fr", "en"),
    ("", "en"), ("*", "en"), ("kk;q=0.1,ru;q=0.8", "ru"), ("\u00e9;;q=x", "en"),
])
def test_faults_speak_the_readers_language(api: Api, asked: str, language: str) -> None:
    english = "This side has not released the vehicle."
    reference = api.inside()
    answer = api.post(f"/crossings/{reference}/exit", {}, "gate_officer", language=asked)
    (fault,) = answer.said["faults"]
    assert fault["message"] == translate(english, language=language)
    assert (fault["message"] == english) == (language == "en")
    assert fault["code"] == "gate.not_released"
