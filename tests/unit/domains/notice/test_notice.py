"""Notices: lodged once, amended and cancelled until the goods are presented."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kopri.crossing.states import Phase
from kopri.domains.notice.models import SharedNotice
from kopri.domains.notice.queries import by_id, commodities_of, notices_of
from kopri.domains.notice.states import ENDS, TRANSITIONS, NoticeState
from kopri.domains.notice.types import Lodged, parts_of
from kopri.journeys.change_notice import amend_notice, cancel_notice
from kopri.kernel.actor import Actor
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Ground
from tests.border import IN, THEIRS, Border, codes, goods, refused


def amend(border: Border, notice: str, *, actor: Actor | None = None, document: str = "2",
          commodity: str = "070200") -> Lodged:
    return amend_notice(
        **border.common, actor=actor or border.carrier(), notice=notice,
        eta=border.now + timedelta(hours=4), document_format="test",
        document_sha256=document.rjust(64, "0"), consignments=goods(commodity))


def cancel(border: Border, notice: str, *, actor: Actor | None = None) -> Lodged:
    return cancel_notice(**border.common, actor=actor or border.carrier(), notice=notice,
                         reason="another vehicle")


def test_a_notice_opens_its_case(border: Border) -> None:
    lodged = border.announce("070200", "020110")
    view = border.view(lodged.reference)
    assert (view.phase, view.plate, view.loaded, view.carrier) == (
        Phase.ANNOUNCED, "700 NOT 12", True, "p1")
    assert lodged.version == 1
    assert commodities_of(lodged.reference) == {"070200", "020110"}


def test_a_notice_completes_the_vehicles_open_case(border: Border) -> None:
    reference = border.open(plate="700 NOT 12")
    assert border.announce(plate="700not12").reference == reference


def test_a_notice_may_name_its_case(border: Border) -> None:
    reference = border.open()
    assert border.announce(crossing=reference, plate="another").reference == reference
    found = refused(lambda: border.announce(crossing=THEIRS))
    assert (found.ground, found.faults[0].code, found.faults[0].path) == (
        Ground.MISSING, "crossing.unknown", "/crossing")


def test_the_same_document_is_lodged_once(border: Border) -> None:
    first, again = border.announce(), border.announce()
    assert first == again
    assert len(border.entries("notice.lodged")) == 1
    assert len(border.entries("crossing.opened", first.reference)) == 2  # shared and own half


def test_another_document_for_the_same_vehicle_is_another_notice(border: Border) -> None:
    first, second = border.announce(), border.announce(document="d2")
    assert first.reference == second.reference and first.notice != second.notice
    assert len(notices_of(first.reference)) == 2


def test_the_same_document_after_its_cancellation_is_lodged_anew(border: Border) -> None:
    first = border.announce()
    cancel(border, first.notice)
    assert border.announce().notice != first.notice


@pytest.mark.parametrize(("change", "expected"), [
    ({"consignments": ()}, ["notice.empty"]),
    ({"direction": "kz-xx", "point": "q"},
     ["crossing.direction_unknown", "crossing.point_unknown"]),
])
def test_what_cannot_be_lodged(
    border: Border, change: dict[str, object], expected: list[str]
) -> None:
    found = refused(lambda: border.announce(**change))
    assert [fault.code for fault in found.faults] == expected
    assert found.ground is Ground.INVALID and not border.entries("crossing.opened")


@pytest.mark.parametrize(("ahead", "expected"), [
    (timedelta(days=30), []), (timedelta(days=30, seconds=1), ["notice.too_early"]),
    (timedelta(hours=-1), []), (timedelta(hours=-1, seconds=-1), ["notice.eta_in_past"]),
])
def test_the_time_is_neither_past_nor_far(
    border: Border, ahead: timedelta, expected: list[str]
) -> None:
    def lodge() -> object:
        return border.announce(eta=border.now + ahead)

    if expected:
        assert codes(lodge) == expected
    else:
        lodge()


# batches


def test_a_batch_is_lodged_whole(border: Border) -> None:
    told = [border.told(plate=f"{number:03d} BAT 12", document=f"b{number}")
            for number in range(20)]
    lodged = border.announce_all(told)
    assert len({each.reference for each in lodged}) == 20
    assert len(border.entries("notice.lodged")) == 20
    assert border.announce_all(told) == lodged
    assert len(border.entries("notice.lodged")) == 20


def test_a_batch_with_faults_lodges_nothing_and_names_each_place(border: Border) -> None:
    strangers = border.open(plate="001 OWN 12", actor=border.carrier("p2"))
    inside = border.open(plate="002 INS 12")
    border.register(inside)
    past = border.now - timedelta(hours=2)
    told = [
        border.told(path="/notices/0"),
        border.told(path="/notices/1", plate="010 AAA 12", eta=past, consignments=()),
        border.told(path="/notices/2", plate="001 OWN 12"),
        border.told(path="/notices/3", plate="002 INS 12"),
        border.told(path="/notices/4", plate="011 AAA 12", point="nowhere"),
    ]
    found = refused(lambda: border.announce_all(told))
    assert [(fault.path, fault.code) for fault in found.faults] == [
        ("/notices/1/document", "notice.empty"), ("/notices/1/eta", "notice.eta_in_past"),
        ("/notices/2", "permission.denied"), ("/notices/3", "crossing.at_gate"),
        ("/notices/4/point", "crossing.point_unknown"),
    ]
    assert found.ground is Ground.DENIED
    assert not border.entries("notice.lodged")
    assert border.view(strangers).phase is Phase.OPENED


def test_several_documents_for_one_new_vehicle_are_one_case(border: Border) -> None:
    """Groupage: many consignors, one truck."""
    told = [border.told("070200", document="g1"), border.told("020110", document="g2"),
            border.told("070200", document="g1")]
    lodged = border.announce_all(told)
    assert len({each.reference for each in lodged}) == 1
    assert lodged[0] == lodged[2] and lodged[0].notice != lodged[1].notice
    (opened,) = [entry for entry in border.entries("crossing.opened", lodged[0].reference)
                 if entry["audience"]]
    assert len(opened["payload"]["parts"]) == 3
    assert commodities_of(lodged[0].reference) == {"070200", "020110"}


# amend, cancel


def test_an_amendment_is_the_next_version(border: Border) -> None:
    first = border.announce()
    assert amend(border, first.notice).version == 2
    assert amend(border, first.notice, commodity="020110").version == 3
    notice = by_id(first.notice)
    assert (notice.version, notice.chapters) == (3, {"02"})
    assert [entry["payload"]["version"] for entry in border.entries("notice.amended")] == [2, 3]
    assert SharedNotice.objects.get(notice=first.notice).version == 3


def test_a_cancelled_notice_is_gone_and_stays_so(border: Border) -> None:
    lodged = border.announce()
    cancel(border, lodged.notice)
    assert notices_of(lodged.reference) == [] and commodities_of(lodged.reference) == frozenset()
    assert border.view(lodged.reference).phase is Phase.OPENED
    assert codes(lambda: amend(border, lodged.notice)) == ["notice.unknown"]
    assert codes(lambda: cancel(border, lodged.notice)) == ["notice.unknown"]
    assert SharedNotice.objects.get(notice=lodged.notice).state == NoticeState.CANCELLED.value


def test_an_unknown_notice(border: Border) -> None:
    assert refused(lambda: cancel(border, "0" * 32)).ground is Ground.MISSING


@pytest.mark.parametrize("change", [amend, cancel])
def test_at_the_gate_a_notice_is_frozen(
    border: Border, change: Callable[[Border, str], Lodged]
) -> None:
    lodged = border.announce()
    border.read(lodged.reference)
    change(border, border.announce(document="d2").notice)
    border.register(lodged.reference)
    assert codes(lambda: change(border, lodged.notice)) == ["notice.presented"]
    assert codes(lambda: border.announce(document="d3", crossing=lodged.reference)) == [
        "crossing.at_gate"]


@pytest.mark.parametrize("change", [amend, cancel])
def test_only_the_carrier_and_officers_change_a_notice(
    border: Border, change: Callable[..., Lodged]
) -> None:
    lodged = border.announce()
    for who in (border.carrier("p2"), border.inspector("KZ-SRC")):
        found = refused(lambda who=who: change(border, lodged.notice, actor=who))
        assert found.ground is Ground.DENIED
    change(border, lodged.notice, actor=border.gate())


def test_a_strangers_case_takes_no_notice(border: Border) -> None:
    border.open(plate="700 NOT 12", actor=border.carrier("p2"))
    assert codes(lambda: border.announce()) == ["permission.denied"]


def test_the_neighbours_notice_is_known_here(border: Border) -> None:
    border.tell_open(THEIRS, direction=IN)
    border.tell("notice.lodged/1", {
        "notice": "n1", "version": 1, "eta": "2026-01-15T08:00:00Z", "format": "t",
        "document_sha256": "0" * 64,
        "consignments": [{"items": [{"sequence": 1, "commodity_code": "070200"}]}],
    }, subject=THEIRS)
    border.hear()
    assert commodities_of(THEIRS) == {"070200"}
    assert border.view(THEIRS).phase is Phase.ANNOUNCED
    border.tell("notice.cancelled/1", {"notice": "n1"}, subject=THEIRS)
    border.hear()
    assert commodities_of(THEIRS) == frozenset()


def test_every_state_has_an_owner_and_a_way_out() -> None:
    for state in NoticeState:
        assert (state in TRANSITIONS) != (state in ENDS)


def test_every_part_has_a_name_of_its_own_however_many_there_are() -> None:
    def named(*numbers: str) -> list[str]:
        return parts_of([Consignment(identifier=number) for number in numbers])

    assert named("A", "A", "", "A") == ["A", "A #2", "#3", "A #3"]
    assert named("A #2", "A", "A") == ["A #2", "A", "A #3"]
    assert len(set(named(*["A"] * 20_000, *map(str, range(20_000))))) == 40_000
