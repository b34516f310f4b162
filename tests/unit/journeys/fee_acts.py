"""Acts of booking and of the books, each ready to be tried by every role, and who may."""

from collections.abc import Callable
from datetime import timedelta

from kopri.domains.fees.types import Money
from kopri.journeys.judge_attendance import forfeit_deposit, return_deposit, show_attendance
from kopri.journeys.keep_books import (
    hold_deposit,
    record_receipt,
    refund_credit,
    reverse_charge,
)
from kopri.journeys.move_booking import move_booking
from kopri.journeys.show_account import export_books, show_account, show_books
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Refusal
from tests.border import Border

Act = Callable[[Actor], object]
VIN = "WDB9634031L1234{:02}"
MUCH = Money(amount_minor=100_000_000, currency="KZT")


def moving_the_date(border: Border) -> Act:
    border.capacity()
    reference = border.open()
    border.book(reference, 9)
    return lambda who: move_booking(
        **border.common, actor=who, reference=reference,
        wishes=[border.now.replace(minute=0, second=0) + timedelta(hours=5)])


def recording_a_receipt(border: Border) -> Act:
    numbers = iter(range(100))
    border.open(actor=border.carrier("p1"))
    return lambda who: record_receipt(**border.common, actor=who, account="p1", money=MUCH,
                                      bank_reference=f"B{next(numbers)}")


def refunding(border: Border) -> Act:
    recording_a_receipt(border)(border.head())
    return lambda who: refund_credit(**border.common, actor=who, account="p1",
                                     money=Money(amount_minor=1, currency="KZT"),
                                     bank_reference="R", reason="r")


def reversing(border: Border) -> Act:
    """Nothing was charged: who may is told that, nobody else is."""

    def act(who: Actor) -> None:
        try:
            reverse_charge(**border.common, actor=who, posting="none", reason="r")
        except Refusal as refusal:
            if refusal.faults[0].code != "fees.posting_unknown":
                raise

    return act


def depositing(border: Border) -> Act:
    recording_a_receipt(border)(border.head())
    cases = iter([border.open(vin=VIN.format(number)) for number in range(20)])
    return lambda who: hold_deposit(**border.paired, actor=who, reference=next(cases),
                                    announced=frozenset({"deposit"}))


def returning_a_deposit(border: Border) -> Act:
    recording_a_receipt(border)(border.head())
    reference = border.open(vin=VIN.format(99))

    def act(who: Actor) -> object:
        try:
            hold_deposit(**border.paired, actor=border.head(), reference=reference,
                         announced=frozenset({"deposit"}))
        except Refusal:
            pass  # the last one who tried might not
        return return_deposit(**border.paired, actor=who, reference=reference)

    return act


def keeping_a_deposit(border: Border) -> Act:
    """None is held: who may is told that, nobody else is."""
    reference = border.open(vin=VIN.format(98))

    def act(who: Actor) -> None:
        try:
            forfeit_deposit(**border.paired, actor=who, reference=reference, reason="r")
        except Refusal as refusal:
            if refusal.faults[0].code != "fees.no_deposit":
                raise

    return act


def seeing_who_came(border: Border) -> Act:
    reference = border.open()
    return lambda who: show_attendance(**border.paired, actor=who, reference=reference)


def seeing_an_account(border: Border) -> Act:
    return lambda who: show_account(actor=who, party="p1")


def seeing_the_books(border: Border) -> Act:
    return lambda who: (show_books(actor=who, now=border.now), export_books(actor=who))


FEE_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (moving_the_date, {"own carrier", "gate", "head"}),
    (recording_a_receipt, {"head"}), (refunding, {"head"}), (reversing, {"head"}),
    (depositing, {"own carrier", "head"}), (returning_a_deposit, {"own carrier", "head"}),
    (keeping_a_deposit, {"head"}), (seeing_who_came, {"own carrier", "head", "auditor"}),
    (seeing_an_account, {"own carrier", "head", "auditor"}),
    (seeing_the_books, {"head", "auditor"}),
]
