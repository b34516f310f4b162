"""Papers by the API: lists, acts under a key, what is refused, who reads what."""

from tests.border import OUT
from tests.unit.interfaces.api.conftest import Api

CUSTOMS = "inspector/KZ-SRC"


def announced(api: Api) -> str:
    reference = api.border.announce("070200", direction=OUT).reference
    api.border.work()
    return reference


def test_a_back_office_works_by_the_api_alone(api: Api) -> None:
    reference = announced(api)
    case = f"/crossings/{reference}"
    (row,) = api.get("/papers", who=CUSTOMS).said["rows"]
    assert (row["reference"], row["state"], row["goods_class"]) == (
        reference, "unseen", "perishable")
    now = api.get(f"{case}/examination", who=CUSTOMS).said["own"]["now"]
    first = api.post(f"{case}/examination/ask", {"now": now, "text": "Which?"}, who=CUSTOMS,
                     key="k1")
    again = api.post(f"{case}/examination/ask", {"now": now, "text": "Which?"}, who=CUSTOMS,
                     key="k1")
    assert first.status == 200 and first.raw == again.raw
    stale = api.post(f"{case}/examination/accept", {"now": now}, who=CUSTOMS)
    assert (stale.status, stale.codes) == (409, ["examination.acted_meanwhile"])
    now = api.get(f"{case}/examination", who=CUSTOMS).said["own"]["now"]
    assert api.post(f"{case}/examination/accept", {"now": now}, who=CUSTOMS).status == 200
    shown = api.get(f"{case}/examination", who=CUSTOMS).said
    assert shown["own"]["state"] == "accepted" and shown["open_questions"] == 0
    assert api.get("/papers/figures", who="shift_head").said["cases"] == 0


def test_what_the_api_refuses(api: Api) -> None:
    case = f"/crossings/{announced(api)}"
    now = api.get(f"{case}/examination", who=CUSTOMS).said["own"]["now"]
    wrong = api.post(f"{case}/examination/not-accept", {"now": now, "reason": ""}, who=CUSTOMS)
    assert wrong.status == 422
    assert api.post(f"{case}/examination/accept", {"now": {"acts": 0}}, who=CUSTOMS).status == 422
    assert api.post(f"{case}/examination/accept", {"now": now}, who="shift_head").status == 403
    assert api.post(f"{case}/questions/none/answer", {"text": "x"}, who="carrier").status == 403
    assert api.get("/papers", who="carrier").status == 403
    assert api.get("/papers/figures", who=CUSTOMS).status == 403
