"""The books of fees: what came to the bank, an account, all lines."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.domains.fees.types import Money
from kopri.interfaces.api.answers import answer, body, done, takes
from kopri.interfaces.api.bodies import RecordReceipt, RecordRefund
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.keep_books import record_receipt, refund_credit
from kopri.journeys.show_account import show_account, show_books

router = Router(tags=["ledger"])


@router.get("")
def books(request: HttpRequest) -> HttpResponse:
    """Balances by account, in minor units, and the last lines."""
    now = house_of(request).journal.clock.now()
    return answer(show_books(actor=actor(request), now=now))


@router.get("/accounts/{party}")
def account(request: HttpRequest, party: str) -> HttpResponse:
    """What was paid in, charged and held for a carrier; a carrier reads the own account."""
    return answer(show_account(actor=actor(request), party=party))


@router.post("/receipts", openapi_extra=takes(RecordReceipt))
def receipt(request: HttpRequest) -> HttpResponse:
    """Record money that came to the bank, once by the bank's reference."""
    asked = body(request, RecordReceipt)
    return done(lambda: record_receipt(
        journal=house_of(request).journal, actor=actor(request), account=asked.account,
        money=Money(amount_minor=asked.amount_minor, currency=asked.currency),
        bank_reference=asked.bank_reference, request=request_key(request)), status=201)


@router.post("/refunds", openapi_extra=takes(RecordRefund))
def refund(request: HttpRequest) -> HttpResponse:
    """Record credit that was paid back."""
    asked = body(request, RecordRefund)
    return done(lambda: refund_credit(
        journal=house_of(request).journal, actor=actor(request), account=asked.account,
        money=Money(amount_minor=asked.amount_minor, currency=asked.currency),
        bank_reference=asked.bank_reference, reason=asked.reason,
        request=request_key(request)), status=201)
