"""What refuses a notice and what is only said of it, each with its place in what was sent."""

from tests.unit.interfaces.api.conftest import Api, notice, waybill

HEADING = "/document/specifiedConsignment/0/includedConsignmentItem/0"


def test_goods_of_no_list_are_refused_at_their_place(api: Api) -> None:
    wrong = notice(document=waybill("123 ABC 12", "770100"))
    (place,) = api.post("/notices", wrong).places
    assert place[0].startswith(HEADING) and place[1] == "consignment.commodity_unknown"
    (place,) = api.post("/notices/batch", {"notices": [notice(), wrong]}).places
    assert place[0].startswith(f"/notices/1{HEADING}")
    lodged = api.post("/notices", notice()).said["notice"]
    (place,) = api.post(f"/notices/{lodged}/amend", wrong).places
    assert place[0].startswith(HEADING)


def test_a_lodged_notice_says_what_should_be_looked_at(api: Api) -> None:
    strange = notice(document=waybill("999 ZZZ 12", "730410"),
                     conveyance={"plate": "123 ABC 12", "country": "KZ"})
    first = api.post("/notices", strange, key="once")
    assert first.status == 201
    said = {each["code"]: each for each in first.said["warnings"]}
    assert {"notice.lacks_weight", "notice.other_vehicle"} <= said.keys()
    assert said["consignment.subheading_unknown"]["path"].startswith(HEADING)
    assert all(each["message"] and each["rule"] and each["remedy"] for each in said.values())
    again = api.post("/notices", strange, key="once")
    assert again.said == first.said


def test_a_check_asks_law_with_the_way_and_the_time(api: Api) -> None:
    def codes(query: str) -> set[str]:
        told = api.post(f"/notices/check{query}", waybill("123 ABC 12", "730410"))
        assert told.said["faults"] == []
        return {each["code"] for each in told.said["warnings"]}

    assert codes("") == {"consignment.subheading_unknown"}
    late = codes("?direction=tm-kz&eta=2026-01-15T07:59:59Z")
    assert {"notice.late", "notice.lacks_weight"} <= late
    assert "notice.late" not in codes("?direction=tm-kz&eta=2026-01-15T08:00:00Z")
    wrong = api.post("/notices/check", waybill("123 ABC 12", "770100")).places
    assert [code for _, code in wrong] == ["consignment.commodity_unknown"]
