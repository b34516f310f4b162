"""Every endpoint on a truck's way, answered as the API's description says."""

import json
from hashlib import sha256

from tests.border import EXIT_SERVICES, OUT, POINT
from tests.files import pdf
from tests.unit.interfaces.api.conftest import Api, notice, waybill

WISH = "2026-01-15T07:00:00Z"


def test_a_truck_leaves_and_each_answer_is_as_promised(api: Api) -> None:
    border = api.border
    border.capacity(theirs=6)
    published = api.post("/capacity", {
        "point": POINT, "direction": OUT, "day": "2026-01-15", "hours": [4] * 24,
        "valid_until": "2026-01-17T00:00:00Z"}, "shift_head")
    assert (published.status, published.said) == (200, {
        "day": "2026-01-15", "revision": 2, "to_move": 0})
    lodged = api.post("/notices", notice())
    assert lodged.status == 201 and set(lodged.said) == {
        "reference", "notice", "version", "still_needed", "warnings"}
    reference = lodged.said["reference"]
    case = f"/crossings/{reference}"
    amended = api.post(f"/notices/{lodged.said['notice']}/amend",
                       notice(document=waybill("123 ABC 12", "070200")))
    assert (amended.status, amended.said["version"]) == (200, 2)
    assert api.post(f"{case}/amend", {"crew": [{"person": "d1", "citizenship": "KZ"}]}).status == 200
    booked = api.post(f"{case}/booking", {"wishes": [WISH]})
    assert booked.said == {"state": "granted", "slot": WISH}
    read = api.post("/gate/reads", {"plate": "123авс12", "place": "waiting_area"}, "gate_officer")
    assert read.said == {"reference": reference, "plate": "123 ABC 12", "known": True}
    border.work()
    assert [row["waits_for"] for row in api.get("/worklist", "gate_officer").said["rows"]] == ["call"]
    assert api.post(f"{case}/call", {}, "gate_officer").said == {"reference": reference}
    assert api.post(f"{case}/register", {"weight_kg": 36000, "time": "2026-01-15T05:59:00Z"},
                    "gate_officer").said == {"reference": reference}
    assert api.post(f"{case}/direct", {"corridor": "red", "steps": ["KZ5"]},
                    "inspector/KZ-SRC").status == 200
    assert api.post(f"{case}/steps/KZ3/start", {}, "inspector/KZ-BS").status == 200
    assert api.post(f"{case}/steps/KZ3/finish", {}, "inspector/KZ-BS").status == 200
    rows = api.get("/worklist", "inspector/KZ-SRC").said["rows"]
    assert [row["waits_for"] for row in rows] == ["KZ4r"]
    held = api.find(reference, "KZ-PHY", "held", lifts="bring the certificate")
    assert held.said == {"reference": reference, "concluded": False, "waits": False,
                         "proposal": ""}
    assert api.find(reference, "KZ-PHY").status == 200
    assert api.post(f"{case}/reverse", {"reason": "a mistake"}, "inspector/KZ-PHY").status == 200
    answers = [api.find(reference, service).said["concluded"]
               for service in (*EXIT_SERVICES, "KZ-PHY")]
    assert answers == [False, False, False, True]
    assert api.post(f"{case}/exit", {}, "gate_officer").status == 200
    shown = api.get(case, "carrier").said
    assert shown["case"]["phase"] == "strip" and shown["case"]["turn"] == "driver"
    assert [stone["name"] for stone in shown["milestones"]][:2] == ["registered", "opened"]
    listed = api.get("/crossings", "carrier").said["crossings"]
    assert [row["case"]["reference"] for row in listed] == [reference]


def test_a_booking_is_given_back(api: Api) -> None:
    api.border.capacity()
    reference = api.crossing()
    api.post(f"/crossings/{reference}/booking", {"wishes": [WISH]})
    assert api.post(f"/crossings/{reference}/booking/cancel", {"reason": "no cargo"}).status == 200
    assert api.get(f"/crossings/{reference}", "carrier").said["booking"]["state"] == "cancelled"


def test_nobody_marks_over_what_a_colleague_has_marked_since(api: Api) -> None:
    reference = api.inside()
    marks, officer = f"/crossings/{reference}/marks", "inspector/KZ-SRC"
    known = api.get(f"/crossings/{reference}", officer).said["seen"]
    mark = {"service": "KZ-SRC", "steps": ["KZ5"], "reason": "a false floor"}
    assert api.post(marks, {**mark, "seen": known}, officer).status == 200
    late = api.post(marks, {**mark, "seen": known}, officer)
    assert (late.status, late.codes[0]) == (409, "control.changed_since")
    lifting = {"reason": "none", "seen": known}
    assert api.post(f"{marks}/KZ-SRC/lift", lifting, officer).status == 409
    lifting["seen"] = api.get(f"/crossings/{reference}", officer).said["seen"]
    assert api.post(f"{marks}/KZ-SRC/lift", lifting, officer).status == 200


def test_a_refused_vehicle_turns_back(api: Api) -> None:
    reference = api.inside()
    assert api.find(reference, "KZ-BS", "refused", rule="law 1", reason="no visa").said["concluded"]
    assert api.post(f"/crossings/{reference}/turn-back", {}, "shift_head").status == 200
    shown = api.get(f"/crossings/{reference}", "carrier").said
    assert shown["case"]["phase"] == "turned_back"


def test_a_shift_is_read_with_its_minutes_to_the_second(api: Api) -> None:
    reference = api.inside()
    api.find(reference, "KZ-BS", "held", lifts="the visa")
    api.border.node.clock.move(minutes=10)
    assert api.get("/shift", "gate_officer").status == api.get("/returns", "carrier").status == 403
    said = api.get("/shift", "shift_head").said
    assert [(each["reference"], each["service"]) for each in said["held"]] == [(reference, "KZ-BS")]
    (spent,), (longest,) = said["spent"], said["longest"]
    assert spent == {"cause": "hold", "side": "kz", "service": "KZ-BS", "seconds": 600}
    assert (longest["reference"], longest["seconds"], longest["spent"]) == (reference, 600, [spent])
    assert (said["vehicles"], said["unattributed"], said["late"]) == (1, 0, [])
    assert api.get("/returns", "shift_head").said == {"rows": []}


def test_a_notice_is_cancelled(api: Api) -> None:
    lodged = api.post("/notices", notice()).said
    assert api.post(f"/notices/{lodged['notice']}/cancel", {"reason": "sold"}).status == 200
    assert api.get(f"/crossings/{lodged['reference']}", "carrier").said["notices"] == []


def test_a_batch(api: Api) -> None:
    answer = api.post("/notices/batch", {"notices": [
        notice("001 AAA 12"), notice("002 AAA 12", document=waybill("002 AAA 12", number="W-2"))]})
    assert answer.status == 200
    assert len({row["reference"] for row in answer.said["results"]}) == 2


def test_a_file_is_attached_and_withdrawn(api: Api) -> None:
    reference, scan = api.crossing(), pdf()
    attached = api.attach(reference, scan)
    assert attached.status == 201
    (shown,) = api.get(f"/crossings/{reference}", "carrier").said["documents"]
    assert (shown["sha256"], shown["media_type"]) == (
        sha256(scan).hexdigest(), "application/pdf")  # whatever the file's name says
    document = attached.said["document"]
    opened = api.get(f"/crossings/documents/{document}/file", "carrier")
    assert opened.raw == scan
    assert opened.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert api.get(f"/crossings/documents/{document}/file", "analyst").codes == [
        "documents.unknown"]
    assert api.post(f"/crossings/documents/{document}/withdraw", {"reason": "wrong"}).status == 200
    (shown,) = api.get(f"/crossings/{reference}", "carrier").said["documents"]
    assert shown["state"] == "withdrawn"


def test_the_papers_of_a_notice_are_for_those_who_may_read_it(api: Api) -> None:
    lodged = api.post("/notices", notice()).said
    made = api.get(f"/notices/{lodged['notice']}/waybill.pdf?languages=kk,tk", "carrier")
    assert made.raw.startswith(b"%PDF-") and made.headers["content-type"] == "application/pdf"
    assert api.get(f"/notices/{lodged['notice']}/waybill.pdf?languages=kk,tk", "inspector/KZ-BS"
                   ).raw == made.raw
    sent = api.get(f"/notices/{lodged['notice']}/document", "inspector/KZ-BS")
    assert json.loads(sent.raw) == waybill() and sent.headers["content-type"] == "application/json"
    for who in ("carrier#2", "analyst"):
        assert api.get(f"/notices/{lodged['notice']}/waybill.pdf", who).status == 404
        assert api.get(f"/notices/{lodged['notice']}/document", who).status == 404


def test_an_unannounced_vehicle_is_opened_at_the_gate(api: Api) -> None:
    body = {"plate": "555 NEW 12", "place": "gate"}
    assert api.post("/gate/reads", body, "gate_officer").codes == ["gate.vehicle_unknown"]
    answer = api.post("/gate/reads", {**body, "direction": OUT, "point": POINT, "country": "KZ"},
                      "gate_officer")
    assert (answer.status, answer.said["known"]) == (200, False)


def test_the_board_is_public_and_names_nobody(api: Api) -> None:
    reference = api.inside()
    board = api.get("/board")
    assert board.status == 200
    (way, _) = board.said["ways"]
    assert way["vehicles"] == [{"plate": "123 ABC 12", "slot": None, "status": "exit_controls"}]
    assert reference not in board.raw.decode()


def test_an_auditor_reads_everything_page_by_page(api: Api) -> None:
    api.inside()
    api.border.work()
    origin = api.border.node.journal.origin
    first = api.get(f"/journal/entries?log={origin}&from=0&limit=3", "auditor").said
    assert [row["index"] for row in first["entries"]] == [0, 1, 2] and first["next"] == 3
    rest = api.get(f"/journal/entries?log={origin}&from=3&limit=1000", "auditor").said
    assert rest["next"] is None and rest["entries"][0]["index"] == 3
    assert "control.planned.own/1" in [row["entry"]["kind"] for row in rest["entries"]]
    state = api.get("/journal/state", "auditor").said
    assert {log["origin"] for log in state["logs"]} == {origin, api.border.log.origin}
    assert all(len(digest) == 64 for digest in state["tables"].values())


def test_the_clock_of_a_real_node_is_not_moved(api: Api) -> None:
    assert api.post("/demo/clock", {"now": WISH}, "operator").status == 404
