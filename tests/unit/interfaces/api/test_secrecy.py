"""Two cases that differ only in what customs directed look alike to everybody else."""

import json
from typing import Any

import pytest

from tests.border import EXIT_SERVICES
from tests.unit.interfaces.api.conftest import Api, notice, waybill

DEEP = {"corridor": "red", "steps": ["KZ5"]}
SHALLOW = {"corridor": "green"}
OUTSIDE = ["carrier", "gate_officer", "analyst", "inspector/KZ-BS"]


def twins(api: Api) -> tuple[str, str]:
    """Two vehicles, told and registered at the same moments, one directed deep."""
    references = []
    for number in (1, 2):
        plate = f"00{number} TWN 12"
        lodged = api.post("/notices", notice(plate, document=waybill(plate, number=f"W-{number}")))
        reference = lodged.said["reference"]
        references.append(reference)
    api.border.work()
    for reference, body in zip(references, (SHALLOW, DEEP), strict=True):
        assert api.post(f"/crossings/{reference}/register", {}, "gate_officer").status == 200
        assert api.post(f"/crossings/{reference}/direct", body, "inspector/KZ-SRC").status == 200
    return references[0], references[1]


def alike(text: str, reference: str) -> str:
    """A page with what names one of the two taken out."""
    number = "1" if "001 TWN 12" in text else "2"
    return text.replace(reference, "REF").replace(f"00{number} TWN 12", "PLATE").replace(
        f"00{number}TWN12", "PLATE").replace(f"W-{number}", "WAYBILL")


def shown(api: Api, reference: str, who: str) -> Any:
    said = json.loads(alike(api.get(f"/crossings/{reference}", who).raw.decode(), reference))
    return _without(said, {"uid", "notice", "document_sha256", "detail", "index", "changed"})


def _without(value: Any, names: set[str]) -> Any:
    """Random ids and hashes differ between any two cases."""
    if isinstance(value, dict):
        return {name: _without(inner, names) for name, inner in value.items() if name not in names}
    return [_without(inner, names) for inner in value] if isinstance(value, list) else value


def neighbour_sees(api: Api, reference: str) -> list[Any]:
    """What leaves the node about a case: all that both sides or everybody may read."""
    entries = [entry for entry in api.border.entries(subject=reference) if entry["audience"]]
    told = [{name: entry[name] for name in ("kind", "time", "recorded", "audience", "payload")}
            for entry in entries]
    return list(_without(json.loads(alike(json.dumps(told), reference)),
                         {"notice", "document_sha256"}))


def board_row(api: Api, plate: str) -> Any:
    (row,) = [row for way in api.get("/board").said["ways"] for row in way["vehicles"]
              if row["plate"] == plate]
    return {**row, "plate": ""}


def test_until_a_step_visibly_begins_nobody_can_tell(api: Api) -> None:
    green, red = twins(api)
    assert board_row(api, "001 TWN 12") == board_row(api, "002 TWN 12")
    assert neighbour_sees(api, green) == neighbour_sees(api, red)
    assert shown(api, green, "carrier") == shown(api, red, "carrier")


def test_customs_of_the_own_side_can(api: Api) -> None:
    green, red = twins(api)
    assert shown(api, green, "inspector/KZ-SRC")["corridor"] == "green"
    assert shown(api, red, "inspector/KZ-SRC")["corridor"] == "red"


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_else_is_told_the_corridor(api: Api, who: str) -> None:
    _, red = twins(api)
    assert shown(api, red, who)["corridor"] == ""


def test_as_many_entries_are_written_for_both(api: Api) -> None:
    """The log is public: its length must not tell either."""
    green, red = twins(api)
    assert len(api.border.entries(subject=green)) == len(api.border.entries(subject=red))


def test_working_through_the_steps_tells_only_that_customs_are_at_work(api: Api) -> None:
    green, red = twins(api)
    for reference in (green, red):
        for service in EXIT_SERVICES:
            assert api.find(reference, service).status == 200
    assert neighbour_sees(api, green) == neighbour_sees(api, red)
    assert shown(api, green, "carrier") == shown(api, red, "carrier")
    assert board_row(api, "001 TWN 12") == board_row(api, "002 TWN 12")


def test_what_waits_is_found_by_the_second_officer_and_why_it_is_held_by_no_carrier(api: Api) -> None:
    reference, _ = twins(api)
    hold = {"outcome": "held", "withheld": True, "reason": "tip from abroad"}
    assert api.post(f"/crossings/{reference}/findings", hold, "inspector/KZ-SRC").said["waits"]
    waiting = {who: api.get(f"/crossings/{reference}/outcomes", who).said["waiting"]
               for who in ("inspector/KZ-SRC#2", "inspector/KZ-BS", "shift_head", "carrier")}
    assert [who for who, found in waiting.items() if found] == ["inspector/KZ-SRC#2"]
    (proposal,) = waiting["inspector/KZ-SRC#2"]
    assert api.post(f"/crossings/{reference}/proposals/{proposal['proposal']}/confirm", {},
                    "inspector/KZ-SRC#2").status == 200
    told = {who: api.get(f"/crossings/{reference}/outcomes", who).raw.decode()
            for who in ("shift_head", "inspector/KZ-BS", "gate_officer", "analyst", "carrier")}
    assert [who for who, text in told.items() if "tip from abroad" in text] == [
        "shift_head", "inspector/KZ-BS"]


def test_a_carrier_sees_no_steps_and_no_proof(api: Api) -> None:
    _, red = twins(api)
    api.post(f"/crossings/{red}/steps/KZ5/start", {}, "inspector/KZ-SRC")
    seen = shown(api, red, "carrier")
    assert seen["steps"] == [] and seen["entries"] == [] and seen["corridor"] == ""
    assert "KZ5" not in json.dumps(seen)


def test_the_reason_of_a_hold_is_not_told_the_neighbour(api: Api) -> None:
    green, _ = twins(api)
    api.find(green, "KZ-SRC", "held", lifts="open the seal", reason="tip from abroad")
    assert "tip from abroad" not in json.dumps(neighbour_sees(api, green))
