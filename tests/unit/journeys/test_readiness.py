"""Readiness of cases as people make them: empty, groupage, handed over, in transit, moved, amended."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kopri.adapters.countries import load_pair
from kopri.crossing.queries import by_reference
from kopri.crossing.types import Conveyance, CrewMember, Opening
from kopri.domains.documents.types import Told
from kopri.engines.readiness import Need, Readiness, State, Step, readiness
from kopri.interfaces.web.readiness.card import missing_papers
from kopri.journeys.attach_document import attach_document
from kopri.journeys.change_notice import amend_notice
from kopri.journeys.judge_document import Named, accept_document, lodge_document, reject_document
from kopri.journeys.open_crossing import amend_crossing, open_crossing
from kopri.journeys.show_readiness import flags_of, show_readiness
from kopri.journeys.show_readiness.papers import papers_of
from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    DangerousGoods,
    DocumentReference,
    Location,
    PackagingUnit,
)
from tests.border import IN, Border
from tests.files import pdf
from tests.house.test_countries import ROOTS
from tests.unit.domains.examination.backoffice import BackOffice
from tests.unit.engines.readiness.border import case, part, shown


def consignment(number: str = "W1", code: str = "870899", **more: Any) -> Consignment:
    fields: dict[str, Any] = {
        "waybill": DocumentReference(type_code="730", identifier=number),
        "items": (ConsignmentItem(sequence=1, description="goods", commodity_code=code),), **more}
    return Consignment(**fields)


def needed(border: Border, reference: str) -> Readiness:
    return show_readiness(**border.paired, actor=border.carrier(), reference=reference)


def asked(found: Readiness, *, side: str = "", only_open: bool = False) -> set[str]:
    needs = found.open if only_open else found.needs
    return {need.paper.id for need in needs
            if need.answer.value == "needed" and side in ("", need.paper.side)}


def one(found: Readiness, document: str, *, side: str = "kz", part: str = "") -> Need:
    (need,) = [each for each in found.needs if each.paper.id == document
               and each.paper.side == side and part in ("", each.part.id)]
    return need


def attach(border: Border, reference: str, document: str, **told: Any) -> str:
    return attach_document(
        **border.paired, actor=border.carrier(), blobs=border.node.house.blobs, data=pdf(),
        reference=reference, told=Told(type=document, **told))


def test_an_empty_truck_needs_no_waybill(border: Border) -> None:
    reference = open_crossing(**border.paired, actor=border.carrier(), opening=Opening(
        direction="kz-tm", point="tmb-gbz", mode="road", loaded=False, carrier="p1",
        conveyance=Conveyance(plate="123 EMP 12", country="KZ"),
        crew=(CrewMember(person="d1", citizenship="KZ", document="N1"),))).reference
    found = needed(border, reference)
    goods = {"D07", "D08", "D13", "D14", "D16", "D17", "D19"}
    assert not goods & {need.paper.id for need in found.needs}
    assert {"D21", "D22"} <= asked(found, side="kz")
    assert asked(found, side="kz") - asked(found, side="tm") >= {"D01"}  # only who leaves books
    passport = one(found, "D25")
    assert (passport.state, passport.step) == (State.PREPARED, Step.BRING)
    visas = {need.paper.side for need in found.needs if need.paper.id == "D26"}
    assert visas == {"tm"}  # nobody is a foreigner at home


def test_groupage_of_thirty_consignors(border: Border) -> None:
    reference = border.announce(consignments=tuple(
        consignment(f"W{number}", "070200" if number == 7 else "870899")
        for number in range(1, 31)), format="csv").reference
    found = needed(border, reference)
    lines = {(line.first.paper.side, line.first.paper.id): line for line in found.lines()}
    assert len(lines["kz", "D13"].needs) == 30 == len(lines["kz", "D13"].open)
    assert [need.part.id for need in lines["kz", "D16"].needs] == ["W7"]
    assert one(found, "D08", part="W3").state is State.PREPARED  # told with a paper waybill's number
    attach(border, reference, "D13", covers=("W3",))
    after = needed(border, reference)
    assert one(after, "D13", part="W3").state is State.PREPARED
    assert one(after, "D13", part="W4").state is State.MISSING
    attach(border, reference, "D13")
    assert asked(needed(border, reference), side="kz", only_open=True).isdisjoint({"D13"})


def test_what_a_pallet_holds_is_not_counted_as_packages(border: Border) -> None:
    pallet, cartons = (PackagingUnit(quantity=1, level_code="3"),
                       PackagingUnit(quantity=40, level_code="1"))
    item = ConsignmentItem(sequence=1, description="goods", commodity_code="870899",
                           packages=(pallet, cartons))
    for number, more, needs in (("W1", {}, False), ("W2", {"packages": (pallet,)}, False),
                                ("W3", {"packages": (pallet, pallet)}, True)):
        reference = border.announce(document=number, consignments=(
            consignment(number, items=(item,), **more),)).reference
        assert ("D14" in asked(needed(border, reference))) == needs, number


def test_a_trailer_handed_over_to_another_tractor(border: Border) -> None:
    reference = border.announce(consignments=(consignment(),)).reference
    for document in ("D21", "D22", "D13"):
        attach(border, reference, document)
    before = needed(border, reference)
    amend_crossing(**border.common, actor=border.carrier(), reference=reference,
                   conveyance=Conveyance(plate="999 NEW 12", country="TM", trailer_plate="12TR"))
    after = needed(border, reference)
    states = {document: (one(before, document).state, one(after, document).state)
              for document in ("D21", "D22", "D13")}
    assert states == {
        "D21": (State.PREPARED, State.MISSING), "D22": (State.PREPARED, State.MISSING),
        "D13": (State.PREPARED, State.PREPARED)}
    assert one(after, "D21").part.id == "999NEW12"


def test_transit_onwards_to_iran(border: Border) -> None:
    onwards = consignment(receipt_location=Location(name="Gorgan", country="IR"))
    reference = border.announce(consignments=(onwards,)).reference
    found = needed(border, reference)
    assert {"D06", "D39", "D23"} <= asked(found, side="tm")
    assert "D05" not in asked(found, side="kz")  # it begins there, and does not pass through
    attach(border, reference, "D10", number="XF77000000")
    after = needed(border, reference)
    assert one(after, "D39", side="tm").state is State.PREPARED
    assert (one(after, "D06", side="tm").state, one(after, "D06", side="tm").step) == (
        State.PREPARED, Step.NUMBER)
    stays = border.announce(consignments=(consignment(receipt_location=Location(country="TM")),),
                            plate="701 NOT 12").reference
    assert not {"D06", "D39"} & asked(needed(border, stays))


def test_live_animals_and_dangerous_goods_are_flagged_and_not_told_strangers(
    border: Border
) -> None:
    herd = border.announce(consignments=(consignment(code="010229"),)).reference
    petrol = border.announce(plate="702 NOT 12", consignments=(
        consignment(code="271012", dangerous_goods=DangerousGoods(undg_number="1203")),)).reference
    found = needed(border, herd)
    assert one(found, "D17").paper.services == ("KZ-VET",)
    assert {"D17"} <= asked(found, side="tm")
    assert "D19" not in asked(found) and "D19" in asked(needed(border, petrol))
    flags = flags_of(**border.paired, references=[herd, petrol], service="KZ-VET")
    assert (flags[herd].missing, flags[herd].goods_classes) == (1, {"live_animals"})
    assert (flags[petrol].missing, flags[petrol].dangerous) == (0, True)
    card = missing_papers(needed(border, petrol), pair=border.node.house.pair)
    assert not any("angerous" in line for line in card) and len(card) <= 9


def test_over_the_weight_limit_of_one_side_only(border: Border) -> None:
    heavy = consignment(gross_weight_kg=Decimal(25_000))
    reference = border.announce(consignments=(heavy,), conveyance=Conveyance(
        plate="703 NOT 12", country="KZ", trailer_plate="12TR")).reference
    perhaps = [need for need in needed(border, reference).needs if need.paper.id == "D24"]
    assert [(need.paper.side, need.step) for need in perhaps] == [("tm", Step.TELL)]
    border.register(reference, weight_kg=38_000)
    assert asked(needed(border, reference), side="tm") >= {"D24"}
    assert "D24" not in asked(needed(border, reference), side="kz")


def test_a_deadline_passes_and_an_amended_notice_changes_the_list(border: Border) -> None:
    lodged = border.announce(direction=IN, consignments=(consignment(),))
    found = needed(border, lodged.reference)
    first = one(found, "D02")
    assert first.until == border.now + timedelta(hours=1) and not first.late  # two hours before
    assert first.step is Step.NUMBER  # what was told here is prepared; Keden has not got it
    border.node.clock.move(minutes=61)
    assert one(needed(border, lodged.reference), "D02").late
    assert "D16" not in asked(found)
    amend_notice(**border.common, actor=border.carrier(), notice=lodged.notice,
                 eta=border.now + timedelta(hours=5), document_format="test",
                 document_sha256="9" * 64, consignments=(consignment(code="070200"),))
    after = needed(border, lodged.reference)
    assert {"D16"} <= asked(after, side="kz") and not one(after, "D02").late


def test_a_moved_slot_names_what_expires_first(border: Border) -> None:
    border.capacity()
    border.capacity(day="2026-01-16", revision=2)
    reference = border.announce(consignments=(consignment(),)).reference
    attach(border, reference, "D22", valid_to="2026-01-15")
    attach(border, reference, "D21", valid_to="2026-02-15")
    border.book(reference, 9)
    assert needed(border, reference).expires_first is None
    border.cancel(reference)
    border.book(reference, wishes=[datetime(2026, 1, 16, 9, tzinfo=UTC)])
    found = needed(border, reference)
    assert found.expires_first is not None
    assert (found.expires_first.paper.id, found.expires_first.step) == ("D22", Step.RENEW)


def test_lodged_accepted_and_rejected_reach_the_list(border: Border) -> None:
    reference = border.announce(consignments=(consignment(),)).reference
    named = Named(reference=reference, told=Told(type="D07", covers=("W1",)))
    assert one(needed(border, reference), "D07").open
    document = lodge_document(**border.paired, actor=border.carrier(), named=named,
                              number="50704/150126/0000001", system="ASTANA-1 / Keden")
    assert one(needed(border, reference), "D07").state is State.LODGED
    assert one(needed(border, reference), "D07", side="tm").state is State.PREPARED
    accept_document(**border.paired, actor=border.inspector("KZ-SRC"),
                    named=Named(reference=reference, document=document))
    assert one(needed(border, reference), "D07").state is State.ACCEPTED
    reject_document(**border.paired, actor=border.inspector("KZ-SRC"), document=document,
                    reason="value differs")
    rejected = one(needed(border, reference), "D07")
    assert (rejected.state, rejected.reason) == (State.REJECTED, "value differs")
    assert by_reference(reference).parts == ["700NOT12"]


def test_an_electronic_waybill_counts_where_it_is_in_force(border: Border) -> None:
    reference = border.announce(format="ecmr", consignments=(consignment(),)).reference
    found = needed(border, reference)
    assert one(found, "D08").state is State.MISSING  # accession is not confirmed on this side
    assert one(found, "D08", side="tm").state is State.PREPARED


@pytest.mark.parametrize(("day", "state", "permit"), [
    (date(2026, 1, 31), State.MISSING, True), (date(2026, 2, 1), State.PREPARED, True),
    (date(2026, 3, 1), State.PREPARED, False), (date(2026, 4, 15), State.PREPARED, True),
])
def test_of_the_fictional_pair_what_is_in_force_on_a_day(
    day: date, state: State, permit: bool
) -> None:
    pair = load_pair(ROOTS[1], "xa-xb")
    papers = papers_of(pair, direction=("xa", "xb"), day=day)
    made = case(part(evidence=(shown("un_1001:730", electronic=True),)))
    found = readiness(made, papers)
    assert one(found, "N1", side="xa").state is state
    assert one(found, "S1", side="xb").state is State.PREPARED
    assert ("N9" in asked(found)) == permit


def test_papers_accepted_before_departure_count_until_the_notice_changes(border: Border) -> None:
    lodged = border.announce(consignments=(consignment(documents=(
        DocumentReference(type_code="380", identifier="INV-1"),)),))
    attach(border, lodged.reference, "D08", covers=("W1",))
    border.work()
    BackOffice(border=border, reference=lodged.reference).accept()
    found = needed(border, lodged.reference)
    invoice, waybill = one(found, "D13"), one(found, "D08")
    assert invoice.state is State.ACCEPTED and one(found, "D13", side="tm").state is State.PREPARED
    assert waybill.by_service == {"KZ-SRC": State.ACCEPTED, "KZ-TRC": State.PREPARED}
    amend_notice(**border.common, actor=border.carrier(), notice=lodged.notice,
                 eta=border.now + timedelta(hours=5), document_format="test",
                 document_sha256="9" * 64, consignments=(consignment(documents=(
                     DocumentReference(type_code="380", identifier="INV-2"),)),))
    assert one(needed(border, lodged.reference), "D13").state is State.PREPARED
