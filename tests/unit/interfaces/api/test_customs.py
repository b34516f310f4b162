"""Customs by the API: declare, follow, end; refused with all that is wrong at once."""

from tests.unit.domains.customs.desk import CUSTOMS
from tests.unit.interfaces.api.conftest import Api

WHO = f"inspector/{CUSTOMS}"


def test_a_declaration_by_hand_and_its_end(api: Api) -> None:
    """No system is connected: what stands on paper is entered."""
    reference = api.inside()
    path = f"/crossings/{reference}/customs"
    assert api.post(path, {"regime": "export"}, WHO).codes == ["customs.no_system"]
    assert api.post(path, {"regime": "transit", "number": "T1"}, WHO).codes == [
        "customs.no_exit_office", "customs.no_deadline", "customs.no_guarantee"]
    assert api.post(path, {"regime": "gift"}, WHO).status == 422
    made = api.post(path, {
        "regime": "transit", "number": "T1", "exit_office": "TMB", "guarantee": "G1",
        "deadline": "2026-01-20T00:00:00Z", "seals": ["S1"]}, WHO)
    name = made.said["declaration"]
    assert api.post(f"{path}/{name}/follow", {}, WHO).codes == ["customs.no_system"]
    told = api.post(f"{path}/{name}/state", {"state": "released"}, WHO)
    assert told.status == 200
    found = api.get(path, WHO).said["declarations"][0]
    assert (found["state"], found["number"], found["terms"]["seals"]) == ("released", "T1", ["S1"])
    assert [each["declaration"]["declaration"] for each in api.get(
        "/customs", "shift_head").said["rows"]] == [name]
    ended = api.post(f"{path}/{name}/end", {"seals_intact": True}, WHO)
    assert (ended.status, ended.codes) == (409, ["customs.no_arrival"])
