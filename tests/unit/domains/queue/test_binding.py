"""One slot for one vehicle, however it is asked for; and it stays that vehicle's."""

from datetime import UTC, datetime, timedelta

from kopri.crossing.types import Conveyance, CrewMember
from kopri.domains.queue.queries import asked_of, booking_of
from kopri.domains.queue.states import BookingState
from kopri.engines.countrydata import booking_needed, load_of
from kopri.journeys.open_crossing import amend_crossing
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.goods import ConsignmentItem, DangerousGoods
from kopri.kernel.lines import Line
from tests.border import OUT, POINT, THEIRS, Border, codes, refused

VIN, OTHER = "WDB9634031L123456", "WDB9634031L654321"
LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")


def amend(border: Border, reference: str, **change: str) -> object:
    told = {"plate": "123 ABC 12", "country": "KZ", "vin": VIN, **change}
    return amend_crossing(**border.common, actor=border.carrier(), reference=reference,
                          conveyance=Conveyance(**told))


def state(reference: str) -> str:
    booking = booking_of(reference)
    return booking.state.value if booking else ""


def test_two_cases_of_one_truck_get_one_slot(border: Border) -> None:
    """By its chassis, and by its plate whatever alphabet it is typed in and whoever asks."""
    border.capacity()
    first = border.open(plate="123 ABC 12", vin=VIN)
    assert border.book(first, 7).state == "granted"
    other = border.carrier("p2")
    for plate, vin, code in (("777 XYZ 12", VIN, "queue.already_booked"),
                             ("123авс12", "", "queue.plate_booked"),
                             ("123-ABC-12", OTHER, "queue.plate_booked")):
        again = border.open(plate=plate, vin=vin, actor=other)
        fault, = refused(lambda again=again: border.book(again, 8, actor=other)).faults
        assert fault.code == code
        assert code == "queue.already_booked" or first not in str(fault)  # no word of whose it is
    border.cancel(first)
    assert border.book(again, 8, actor=other).state == "granted"


def test_asked_at_both_nodes_at_once_it_gets_one(border: Border) -> None:
    """The neighbour did not know of the slot here when it wrote its request down."""
    border.capacity()
    border.book(border.open(plate="123 ABC 12", vin=VIN), 7)
    for number, (conveyance, code) in enumerate((
            ({"plate": "555 QQQ 12", "country": "KZ", "vin": VIN}, "queue.already_booked"),
            ({"plate": "123 АВС 12", "country": "KZ"}, "queue.plate_booked"))):
        reference = (THEIRS, "T234-5678-AN")[number]
        border.tell("crossing.opened/1", {
            "direction": OUT, "point": POINT, "mode": "road", "loaded": True, "crew": [],
            "parts": [], "conveyance": conveyance}, subject=reference)
        border.tell("queue.slot_requested/1", {
            "direction": OUT, "point": POINT, "vehicle_class": "truck",
            "wishes": ["2026-01-15T08:00:00Z"]}, subject=reference)
        border.hear()
        border.work()
        booking = booking_of(reference)
        assert booking and (booking.state, booking.reason) == (
            BookingState.DECLINED, code)


def test_what_may_be_changed_and_what_needs_a_new_booking(border: Border) -> None:
    border.capacity()
    reference = border.open(plate="123 ABC 12", vin=VIN)
    amend(border, reference, plate="999 FRE 12")  # nothing is booked yet
    amend(border, reference)
    border.book(reference, 7)
    amend_crossing(**border.common, actor=border.carrier(), reference=reference, crew=[
        CrewMember(person=each, citizenship="KZ") for each in ("d1", "d2")])
    amend(border, reference, trailer_plate="8 TRL 12")
    for change, code in (({"plate": "777 NEW 12"}, "plate"), ({"vin": OTHER}, "vin"),
                         ({"vin": ""}, "vin"), ({"vehicle_class": "car"}, "class")):
        assert codes(lambda change=change: amend(border, reference, **change)) == [
            f"queue.bound_to_{code}"]
    assert codes(lambda: amend(border, reference, plate="1 SLD 12", vin=OTHER)) == [
        "queue.bound_to_plate", "queue.bound_to_vin"]
    view = border.view(reference)
    assert (view.plate, view.vin, state(reference)) == ("123 ABC 12", VIN, "granted")
    border.cancel(reference)
    amend(border, reference, plate="777 NEW 12", vin=OTHER)


def test_a_chassis_told_later_is_told_once_and_is_nobody_elses(border: Border) -> None:
    border.capacity()
    first, second = border.open(plate="123 ABC 12"), border.open(plate="777 XYZ 12", vin=OTHER)
    border.book(first, 7)
    border.book(second, 8)
    assert codes(lambda: amend(border, first, vin=OTHER)) == ["queue.already_booked"]
    amend(border, first, vin=VIN)
    assert codes(lambda: amend(border, first, vin=OTHER)) == [
        "queue.bound_to_vin", "queue.already_booked"]


def test_a_slot_sold_on_at_the_neighbours_is_given_back(border: Border) -> None:
    """There another plate was told while the line was down and its grant not known."""
    border.capacity(own=1)
    reference = border.open(plate="123 ABC 12", vin=VIN)
    border.book(reference, 7)
    border.tell("crossing.amended/1", {"conveyance": {
        "plate": "123 ABC 12", "country": "KZ", "vin": VIN, "trailer_plate": "T1"}},
        subject=reference)
    border.hear()
    border.work()
    assert state(reference) == "granted"
    border.tell("crossing.amended/1", {"conveyance": {"plate": "1 SLD 12", "country": "KZ"}},
                subject=reference)
    border.hear()
    border.work()
    booking = booking_of(reference)
    assert booking and (booking.state, booking.reason) == (
        BookingState.CANCELLED, "queue.bound_to_plate")
    assert border.book(border.open(), 7).state == "granted"


def test_the_load_is_what_the_notices_say(border: Border) -> None:
    pair = border.node.house.pair

    def load(*codes: str, dangerous: bool = False, loaded: bool = True) -> tuple[str, ...]:
        found = load_of(pair, codes=codes, dangerous=dangerous, loaded=loaded)
        return (found.goods, *found.services)

    assert load() == ("loaded",) and load(loaded=False) == ("empty",)
    assert load("070200") == ("loaded", "phytosanitary")
    assert load("010221") == ("live_animals", "veterinary")
    assert load("010221", "870899", dangerous=True) == ("dangerous", "veterinary")
    border.capacity()
    item = ConsignmentItem(sequence=1, description="paint", commodity_code="320810",
                           dangerous_goods=(DangerousGoods(),))
    lodged = border.announce(plate="700 NOT 12", consignments=(
        Consignment(identifier="W1", cargo_description="paint", items=(item,)),))
    border.book(lodged.reference, 9)
    asked = asked_of([lodged.reference])[lodged.reference]
    assert (asked.goods, asked.services) == ("dangerous", ())
    booking = booking_of(lodged.reference)
    assert booking and booking.goods == "dangerous" and booking.vehicle == "700NOT12/"


def test_booking_is_required_offered_or_none_by_dated_rows(border: Border) -> None:
    pair = border.node.house.pair
    now = datetime(2026, 1, 15, tzinfo=UTC)

    def needed(vehicle_class: str, *, direction: str = OUT, at: datetime = now) -> str:
        return booking_needed(pair, at=at, line=Line(
            point=POINT, direction=direction, vehicle_class=vehicle_class))

    assert needed("truck") == "required" and needed("truck", direction="tm-kz") == "offered"
    assert needed("car") == "none" and needed("coach") == "none"
    assert needed("truck", at=now - timedelta(days=1500)) == "none"  # before 22 Feb 2023
    border.capacity()
    reference = border.open(plate="123 ABC 12")
    amend(border, reference, vehicle_class="car")
    assert codes(lambda: border.book(reference, 7)) == ["queue.no_booking_here"]


def test_a_vehicle_that_crossed_before_is_proven(border: Border) -> None:
    border.capacity()
    first = border.open(plate="123 ABC 12", vin=VIN)
    border.book(first, 7)
    assert not asked_of([first])[first].proven
    border.register(first)
    border.clear(first)
    border.leave(first)
    for kind, payload in (
            ("gate.registered/1", {"side": "tm", "direction": OUT, "point": POINT, "plate": "x"}),
            ("control.released/1", {"side": "tm"}), ("gate.exited/1", {"side": "tm"})):
        border.tell(kind, payload, subject=first)
    border.hear()
    assert border.view(first).phase.value == "entered"
    second = border.open(plate="777 XYZ 12", vin=VIN)
    border.book(second, 9)
    assert asked_of([second])[second].proven
