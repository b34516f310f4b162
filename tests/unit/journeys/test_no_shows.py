"""Who did not come, and whose fault it was."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from kopri.crossing.states import Phase
from kopri.domains.fees.queries import credit_of, deposit_of, trial_balance
from kopri.domains.fees.types import Money
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.queries.supply import is_over
from kopri.engines.countrydata.no_shows import no_show_law
from kopri.engines.countrydata.priorities import applying
from kopri.journeys.judge_attendance import (
    Attendance,
    forfeit_deposit,
    return_deposit,
    show_attendance,
)
from kopri.journeys.keep_books import hold_deposit, record_receipt, reverse_charge
from kopri.journeys.show_account import show_account
from kopri.kernel.lines import Line
from tests.border import OUT, POINT, Border, codes
from tests.unit.journeys.test_moves import booked, change, close, heard, hour_of, published, slow

LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")


def missed(border: Border, reference: str) -> tuple[str, str]:
    """Whose fault the no-show of a case is, and by which rule."""
    (entry,) = border.entries("queue.no_show", subject=reference)
    booking = booking_of(reference)
    assert booking is not None
    fault = entry["payload"].get("fault", "driver")
    assert booking.fault == fault
    return fault, entry["payload"].get("because", "")


def judged(border: Border, reference: str) -> Attendance:
    return show_attendance(**border.paired, actor=border.head(), reference=reference)


def test_who_does_not_come_though_all_was_open_has_missed_it(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 7)
    border.node.clock.move(hours=3, minutes=5)
    border.work()
    assert missed(border, truck) == ("driver", "")


def test_a_closure_in_the_hour_of_grace_is_not_the_drivers(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 7)
    border.node.clock.move(hours=2, minutes=5)  # 08:05: late, and now it is shut
    close(border, hours=1)
    heard(border)
    border.node.clock.move(hours=1)
    border.work()
    assert missed(border, truck) == ("state", "queue.no_show_closed")


def test_whose_hour_was_shut_is_moved_and_never_missed(border: Border) -> None:
    """Heard of late, after the time of grace would have been over."""
    published(border)
    (truck,) = booked(border, 7)
    began = border.now.replace(second=0)
    border.node.clock.move(hours=1, minutes=50)
    close(border, hours=4, since=began)
    change(border, until=border.now, ended=True)
    border.hear()
    border.node.clock.move(hours=2)
    border.work()
    assert not border.entries("queue.no_show") and hour_of(truck) == 12  # two hours' notice
    assert border.view(truck).phase is not Phase.NO_SHOW
    border.node.clock.move(hours=5)
    border.work()
    assert missed(border, truck) == ("state", "queue.no_show_told_late")


def test_an_hour_that_a_side_has_since_cut_is_not_the_drivers(border: Border) -> None:
    published(border)
    trucks = booked(border, 6, 6)
    border.node.clock.move(hours=1, minutes=30)
    slow(border, [1] * 24, revision=2)  # of the hour of six too, when it is over
    assert is_over(line=LINE, slot=booking_of(trucks[0]).slot)  # type: ignore[union-attr,arg-type]
    border.node.clock.move(hours=2)
    border.work()
    assert {missed(border, each) for each in trucks} == {("state", "queue.no_show_slowed")}


def test_a_move_told_after_its_time_is_not_the_drivers(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 6)
    border.node.clock.move(minutes=20)  # the hour runs, the driver is on the way
    slow(border, [0 if hour == 6 else 6 for hour in range(24)], revision=2)
    assert hour_of(truck) == 7
    slow(border, [6] * 24, revision=3)
    border.node.clock.move(hours=4)
    border.work()
    assert missed(border, truck) == ("state", "queue.no_show_told_late")


def test_who_is_at_the_waiting_area_never_missed_it(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 7)
    border.node.clock.move(hours=1)
    border.read(border.view(truck).plate)
    border.node.clock.move(hours=20)
    border.work()
    assert not border.entries("queue.no_show")


def test_no_shows_of_ninety_days_are_shown_with_whose_fault_each_was(border: Border) -> None:
    published(border)
    own, states = booked(border, 7, 8)
    border.node.clock.move(hours=3, minutes=5)
    border.work()
    close(border, hours=1)
    heard(border)
    border.node.clock.move(hours=2)
    border.work()
    found = judged(border, own)
    assert [(each.reference, each.counts) for each in found.vehicles[0].missed] == [(own, True)]
    (other,) = judged(border, states).vehicles
    assert [each.fault for each in other.missed] == ["state"] and not other.own
    assert not found.in_force and not found.forfeits(found.vehicles[0])
    assert found.vehicles[0].deposit is None
    all_of_them = show_attendance(**border.paired, actor=border.carrier())
    assert {each.reference for vehicle in all_of_them.vehicles for each in vehicle.missed} == {
        own, states}
    with CaptureQueriesContext(connection) as asked:
        show_attendance(**border.paired, actor=border.carrier())
    for _ in range(3):
        border.open()
    with CaptureQueriesContext(connection) as later:
        show_attendance(**border.paired, actor=border.carrier())
    assert len(later) == len(asked)  # however many vehicles the carrier has
    border.node.clock.move(days=91)
    assert judged(border, own).vehicles[0].missed == []


def test_the_law_follows_its_dates_and_settings(border: Border) -> None:
    pair, day = border.node.house.pair, border.now.date()
    law = no_show_law(pair, side="kz", day=day)
    assert law.limit and law.limit.value == 2 and law.deposit
    assert not law.applied and not law.keeps_deposit(5)  # it is only announced
    set_ = applying(pair, rules={law.limit.id, law.deposit.id}, path="announced_rules")
    applied = no_show_law(set_, side="kz", day=day)
    assert [applied.keeps_deposit(own) for own in (1, 2)] == [False, True]
    assert not no_show_law(set_, side="kz", day=day - timedelta(days=400)).applied
    assert no_show_law(pair, side="tm", day=day).limit is None


def test_a_deposit_is_kept_by_the_law_alone_once_and_undone(border: Border) -> None:
    """Two hours missed while it was held, by the driver's fault, and the law applied by a setting."""
    published(border)
    vin, announced = "WDB9634030000007", frozenset({"deposit"})
    law = no_show_law(border.node.house.pair, side="kz", day=border.now.date())
    assert law.limit and law.deposit
    common = {**border.common, "announced": announced,
              "pair": replace(border.node.house.pair, applied=frozenset({law.limit.id, law.deposit.id}))}
    cases = []
    for day in (15, 16, 16):
        cases.append(border.open(vin=vin, plate="700 ABC 12"))
        if len(cases) == 2:  # what was missed before does not count towards it
            record_receipt(**border.common, actor=border.head(), account="p1", bank_reference="B",
                           money=Money(amount_minor=8_650_000, currency="KZT"))
            hold_deposit(**border.paired, actor=border.carrier(), reference=cases[-1],
                         announced=announced)
        border.book(cases[-1], 0, wishes=[border.now.replace(
            day=day, hour=border.now.hour + 1, minute=0, second=0)])
        border.node.clock.move(hours=4 if len(cases) != 1 else 20)
        border.work()
    last = {"actor": border.head(), "reference": cases[-1]}
    assert codes(lambda: forfeit_deposit(**border.paired, **last, reason="r")) == [
        "fees.forfeit_not_in_force"]
    assert codes(lambda: forfeit_deposit(**common, **last, reason=" ")) == ["fees.forfeit_reason"]
    assert codes(lambda: return_deposit(**common, actor=border.carrier(), reference=cases[-1])) == [
        "fees.deposit_kept"]
    kept = forfeit_deposit(**common, **last, reason="two hours missed")
    assert deposit_of(vin) is None and credit_of("p1", currency="KZT") == 0
    told = show_account(actor=border.carrier(), party="p1")
    assert (told.lines[-1].why, told.lines[-1].reason, told.running[-1]) == (
        "deposit_forfeited", "two hours missed", 0)
    assert codes(lambda: forfeit_deposit(**common, **last, reason="again")) == [
        "fees.no_deposit", "fees.forfeit_not_reached"]
    reverse_charge(**border.common, actor=border.head(), posting=kept.posting, reason="he was ill")
    assert credit_of("p1", currency="KZT") == 8_650_000 and sum(
        total for _, _, total in trial_balance()) == 0


def test_a_closed_road_stops_calls_until_its_end_is_told(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 7)
    border.read(border.view(truck).plate)
    close(border, hours=1)
    heard(border)
    assert codes(lambda: border.call(truck)) == ["queue.road_closed"]
    border.node.clock.move(hours=2)  # it was to be open by now, and nobody has said that it is
    assert codes(lambda: border.call(truck)) == ["queue.road_closed"]
    change(border, until=border.now, ended=True)
    heard(border)
    border.call(truck)
    assert border.view(truck).phase is Phase.CALLED
