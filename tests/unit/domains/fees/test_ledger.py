"""The books: every posting adds up, nothing is used that was not paid in, nothing is booked twice."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from random import Random

import pytest

from kopri.adapters.ledger_payments import LedgerPayments
from kopri.crossing.queries import of_carrier
from kopri.domains.fees import operations
from kopri.domains.fees.models import LedgerLine
from kopri.domains.fees.queries import (
    credit_of,
    deposit_of,
    deposits_of,
    lines_of,
    statement_of,
    trial_balance,
)
from kopri.domains.fees.types import ACCOUNTS, CARRIER, Charge, Money
from kopri.engines.countrydata import fee_due
from kopri.journal.append.writing import begin
from kopri.journal.apply.rebuild import rebuild
from kopri.journeys.judge_attendance import return_deposit
from kopri.journeys.keep_books import (
    hold_deposit,
    record_receipt,
    refund_credit,
    reverse_charge,
)
from kopri.journeys.show_account import export_books, show_account, show_books
from kopri.kernel.errors import Refusal
from tests.border import Border, codes

VIN = "WDB9634031L123456"


def tenge(amount: int) -> Money:
    return Money(amount_minor=amount, currency="KZT")


def fee(amount: int, *, party: str = "p1", code: str = "booking") -> Charge:
    return Charge(party=party, reference="K222-2222-22", code=code, money=tenge(amount), source="S")


def pay_in(border: Border, amount: int, *, account: str = "p1", bank: str = "B1") -> str:
    if account in ("p1", "p2") and not of_carrier(account):
        border.open(actor=border.carrier(account))
    return record_receipt(**border.common, actor=border.head(), account=account,
                          money=tenge(amount), bank_reference=bank).posting


def take(border: Border, charge: Charge) -> bool:
    with begin(border.node.journal, actor=border.node.journal.itself()) as tx:
        return LedgerPayments().take(tx, charge)


def test_a_fee_of_a_day_names_its_rows(border: Border) -> None:
    kz, tm = (border.node.house.pair.country(side) for side in ("kz", "tm"))
    due = fee_due(kz, code="booking", day=date(2026, 1, 15))
    assert due and (due.amount_minor, due.currency, due.multiple) == (432500, "KZT", 1)
    assert due.valid_from == date(2026, 1, 1) and "S14" in due.source and due.base
    assert due.confidence == "medium"  # of both rows the less sure
    last = fee_due(kz, code="booking", day=date(2025, 12, 31))
    assert last and last.amount_minor == 393200
    again = fee_due(kz, code="rebooking", day=date(2026, 1, 15))
    assert again and again.amount_minor == 43250000
    assert fee_due(kz, code="rebooking", day=date(2025, 8, 31)) is None
    assert fee_due(kz, code="deposit", day=date(2026, 1, 15)) is None
    told = fee_due(kz, code="deposit", day=date(2026, 1, 15), announced={"deposit"})
    assert told and told.announced and told.amount_minor == 20 * 432500
    assert fee_due(tm, code="booking", day=date(2026, 1, 15)) is None


def test_money_comes_in_is_used_and_goes_back(border: Border) -> None:
    pay_in(border, 900_000)
    assert not take(border, fee(900_001)) and take(border, fee(432_500))
    assert credit_of("p1", currency="KZT") == 467_500
    charged = next(line.uid for line in statement_of("p1") if line.why == "charge")
    reverse_charge(**border.common, actor=border.head(), posting=charged, reason="closed")
    assert credit_of("p1", currency="KZT") == 900_000
    refund_credit(**border.common, actor=border.head(), account="p1", money=tenge(900_000),
                  bank_reference="R1", reason="asked")
    assert credit_of("p1", currency="KZT") == 0
    account = show_account(actor=border.carrier(), party="p1")
    assert [line.why for line in account.lines] == ["receipt", "charge", "reversal", "refund"]
    assert list(account.running) == [900_000, 467_500, 900_000, 0]
    assert {name: total for name, _, total in trial_balance()} == {
        "bank": 0, "carrier": 0, "revenue": 0}
    assert len(export_books(actor=border.head())) == 8


def test_what_the_books_refuse(border: Border) -> None:
    pay_in(border, 100)
    assert codes(lambda: pay_in(border, 100)) == ["fees.received_already"]
    assert codes(lambda: pay_in(border, 0, account=" ", bank="")) == [
        "fees.party_missing", "fees.amount", "fees.bank_reference_missing"]
    assert codes(lambda: pay_in(border, 10**15, bank="B2")) == ["fees.amount"]
    for nobody in ("p9", "T234-5678-9Q", "123 ABC 12"):  # money would lie where no one finds it
        assert codes(lambda nobody=nobody: pay_in(border, 100, account=nobody, bank="B3")) == [
            "fees.party_unknown"]
    assert codes(lambda: refund_credit(
        **border.common, actor=border.head(), account="p1", money=tenge(101),
        bank_reference="R")) == ["fees.not_covered"]
    receipt = statement_of("p1")[0].uid
    for posting in ("none", receipt):  # a receipt is refunded, not undone
        assert codes(lambda posting=posting: reverse_charge(
            **border.common, actor=border.head(), posting=posting, reason="r")) == [
                "fees.posting_unknown"]
    take(border, fee(100))
    charged = statement_of("p1")[-1].uid
    reverse_charge(**border.common, actor=border.head(), posting=charged, reason="r")
    assert codes(lambda: reverse_charge(
        **border.common, actor=border.head(), posting=charged, reason="r")) == [
            "fees.posting_unknown"]


def test_a_reference_is_its_payers_account(border: Border) -> None:
    pay_in(border, 100, account=border.open().lower())
    border.tell_open("T234-5678-9Q", direction="kz-tm")
    border.hear()
    pay_in(border, 200, account="T234-5678-9Q", bank="B2")
    assert credit_of("p1", currency="KZT") == 100
    assert credit_of("T234-5678-9Q", currency="KZT") == 200


def test_a_deposit_is_held_and_returned_by_vehicle(border: Border) -> None:
    reference = border.open(vin=VIN)
    common = {**border.paired, "actor": border.carrier(), "reference": reference}
    assert codes(lambda: hold_deposit(**common)) == ["fees.not_in_force"]
    announced = frozenset({"deposit"})
    assert codes(lambda: hold_deposit(**common, announced=announced)) == ["fees.not_covered"]
    pay_in(border, 8_650_000)
    hold_deposit(**common, announced=announced)
    assert deposit_of(VIN) == tenge(8_650_000) and LedgerPayments().vouches(VIN)
    assert deposits_of("p1") == [(VIN, tenge(8_650_000))]
    assert not LedgerPayments().vouches("") and deposit_of(VIN, party="p2") is None
    assert codes(lambda: hold_deposit(**common, announced=announced)) == ["fees.deposit_already"]
    bare = {**common, "reference": border.open()}
    assert codes(lambda: hold_deposit(**bare, announced=announced)) == ["fees.vin_missing"]
    back = {**border.paired, "actor": border.carrier(), "reference": reference}
    return_deposit(**back)
    assert deposit_of(VIN) is None and credit_of("p1", currency="KZT") == 8_650_000
    assert codes(lambda: return_deposit(**back)) == ["fees.no_deposit"]


def test_a_business_fact_stays_on_its_side_and_can_be_replayed(border: Border) -> None:
    pay_in(border, 900_000)
    take(border, fee(432_500))
    entries = border.entries("fees.posted")
    assert {tuple(entry["audience"]) for entry in entries} == {("kz",)}
    before = list(LedgerLine.objects.order_by("uid", "number").values_list(
        "uid", "number", "account", "party", "amount_minor", "code"))
    assert len(before) == 4
    rebuild(journal=border.node.journal, tables=[LedgerLine])
    assert before == list(LedgerLine.objects.order_by("uid", "number").values_list(
        "uid", "number", "account", "party", "amount_minor", "code"))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_posted_the_books_add_up(border: Border, seed: int) -> None:
    """No series of acts, refused ones included, unbalances them or uses what was not paid in."""
    chance, numbers = Random(seed), iter(range(1000))
    acts: list[Callable[[str, int], object]] = [
        lambda who, much: pay_in(border, much, account=who, bank=f"B{next(numbers)}"),
        lambda who, much: take(border, fee(much, party=who)),
        lambda who, much: refund_credit(
            **border.common, actor=border.head(), account=who, money=tenge(much),
            bank_reference=f"R{next(numbers)}"),
        lambda who, much: _undo_one(border, who),
        lambda who, much: _deposit(border, who, much),
    ]
    for _ in range(40):
        with suppress(Refusal):
            chance.choice(acts)(chance.choice(("p1", "p2")), chance.randrange(-5, 1000))
        assert sum(total for _, _, total in trial_balance()) == 0
        assert min(credit_of(who, currency="KZT") for who in ("p1", "p2")) >= 0
    for uid in set(LedgerLine.objects.values_list("uid", flat=True)):
        lines = lines_of(uid)
        assert sum(line.amount_minor for line in lines) == 0
        assert {line.account for line in lines} <= set(ACCOUNTS)
    assert len(show_books(actor=border.head(), now=border.now).latest) > 4


def _undo_one(border: Border, who: str) -> None:
    for line in statement_of(who):
        if line.why == "charge" and line.account == CARRIER:
            reverse_charge(**border.common, actor=border.head(), posting=line.uid, reason="r")


def _deposit(border: Border, who: str, much: int) -> None:
    with begin(border.node.journal, actor=border.head()) as tx:
        if deposit_of(VIN, party=who):
            operations.return_deposit(tx, vehicle=VIN, party=who)
        else:
            operations.hold_deposit(tx, vehicle=VIN, due=fee(much, party=who, code="deposit"))
