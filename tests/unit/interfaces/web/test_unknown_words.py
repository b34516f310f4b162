"""What the other side's node names and this version does not know is shown as it was told."""

from kopri.kernel.actor import Role
from tests.border import IN, POINT, THEIRS, Border
from tests.unit.interfaces.web.conftest import SignIn


def test_a_service_and_a_side_that_are_not_known(border: Border, sign_in: SignIn) -> None:
    border.tell_open(THEIRS)
    strange = {"side": "qq", "service": "QQ-1"}
    for kind, payload in (
        ("gate.registered", {"direction": IN, "point": POINT}),
        ("control.finding_recorded", {"service": "TM-NEW", "outcome": "refused", "rule": "law 1"}),
        ("control.refused", {"service": "TM-NEW"}),
        ("inspection.began", {"inspection": "i1", "post": "gbz", "place": "ramp",
                              "services": [strange], "guests": []}),
    ):
        border.tell(f"{kind}/1", {"side": "tm", **payload}, subject=THEIRS)
    border.hear()
    inspector = sign_in(Role.INSPECTOR, service="KZ-SRC")
    assert "TM-NEW" in inspector.get(f"/cases/{THEIRS}/refusal").content.decode()
    assert "QQ-1" in inspector.get(f"/cases/{THEIRS}/inspection").content.decode()


def test_times_and_texts_of_no_use_are_refused_as_forms(border: Border, sign_in: SignIn) -> None:
    reference = border.at_control()
    inspector = sign_in(Role.INSPECTOR, service="KZ-SRC")
    for far in ("0001-01-01T00:00", "9999-12-31T23:59"):
        sent = {"reason": "x", "lifts": "x", "until": far}
        assert inspector.post(f"/cases/{reference}/hold", sent).status_code == 422
    gate = sign_in(Role.GATE_OFFICER)
    line = {"text": "x", "point": POINT, "arrived": far.replace("9999", "0001"), "registered": far}
    assert gate.post("/fallback/paper", line).status_code == 422
    sent = {"stands": "gate", "plate": "x" * 100_000, "direction": "kz-tm", "country": "KZ"}
    assert gate.post("/gate/unknown", sent).status_code == 422
