"""The carrier's account, and the cashier's books: statement, receipts, refunds, balances, export."""

import csv
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopri.domains.accounts.queries import names_of
from kopri.domains.fees.permissions import may_keep_books
from kopri.domains.fees.types import (
    BANK,
    CARRIER,
    DEPOSIT,
    DEPOSIT_FORFEITED,
    REVENUE,
    UNDONE,
    Line,
    Money,
)
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import money
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.capacity.page import Sure
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.notices.page import NoticePage
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Cell, Field, Form, Link, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.keep_books import record_receipt, refund_credit, reverse_charge
from kopri.journeys.settle_holds import settle_holds
from kopri.journeys.show_account import Account, Books, export_books, show_account, show_books
from kopri.kernel.actor import Actor, Role
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Fault, Refusal

CSV = "text/csv; charset=utf-8"
COLUMNS = ("time", "posting", "line", "why", "account", "party", "vehicle", "debit", "credit",
           "currency", "case", "fee", "rests_on", "bank_reference", "reason")
NOT_MONEY = Fault(code="form.money", path="/amount", rule="Köpri, docs/reference/rules",
                  message="This is no amount of money.", remedy="Write digits, for example 4325.00.")


@require_safe
@view(Role.CARRIER, Role.SHIFT_HEAD, Role.AUDITOR)
def account(request: HttpRequest) -> HttpResponse:
    """The carrier's own statement; for who keeps or audits the books any, by ``?of=``."""
    who = actor(request)
    party = who.person if who.role is Role.CARRIER else request.GET.get("of", "")[:64]
    return draw(request, _statement(
        show_account(actor=who, party=party), house=house_of(request), actor=who))


@require_http_methods(["GET", "HEAD", "POST"])
@view(Role.SHIFT_HEAD, Role.AUDITOR)
def books(request: HttpRequest) -> HttpResponse:
    """Balances, the last lines, and what the cashier records."""
    house, who = house_of(request), actor(request)
    if request.method != "POST":
        return draw(request, _books(house, actor=who))
    sent = values(request)
    act = sent.get("act", "")
    if act == "reverse-charge" and sent.get("posting") and not sent.get("sure"):
        asked = _sure(house, actor=who, sent=sent)
        if asked is not None:
            return draw(request, asked)
    _result, refusal = attempt(lambda: _record(request, house=house, actor=who, sent=sent))
    if refusal is not None:
        again = Sent(form=act, values=sent, faults=refusal.faults)
        return draw(request, _books(house, actor=who, sent=again), status=STATUS[refusal.ground])
    settle_holds(journal=house.journal, pair=house.pair, payments=house.payments)
    return go(request, "/ledger", done=act)


@require_safe
@view(Role.SHIFT_HEAD, Role.AUDITOR)
def export(request: HttpRequest) -> HttpResponse:
    """Every line of the books as CSV (RFC 4180)."""
    answer = HttpResponse(as_csv(export_books(actor=actor(request))), content_type=CSV)
    answer["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    return answer


def as_csv(lines: Sequence[Line]) -> str:
    """Debit and credit in major units; what could start a formula in a spreadsheet is made text."""
    out = StringIO()
    write = csv.writer(out)
    write.writerow(COLUMNS)
    for line in lines:
        sums = _major(max(line.amount_minor, 0)), _major(max(-line.amount_minor, 0))
        write.writerow([to_text(line.time), line.uid, line.number, *map(_plain, (
            line.why, line.account, line.party, line.vehicle)), *sums, *map(_plain, (
                line.currency, line.reference, line.code, line.source, line.bank_reference,
                line.reason))])
    return out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _major(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}" if minor else ""


def _record(
    request: HttpRequest, *, house: House, actor: Actor, sent: dict[str, str]
) -> object:
    acts: dict[str, Callable[..., object]] = {"receipt": record_receipt, "refund": refund_credit}
    key, act = form_key(request), sent.get("act", "")
    if act == "reverse-charge":
        return reverse_charge(journal=house.journal, actor=actor, request=key,
                              posting=sent.get("posting", ""), reason=sent.get("reason", "")[:200])
    more = {"reason": sent.get("reason", "")[:200]} if act == "refund" else {}
    return acts.get(act, record_receipt)(
        journal=house.journal, actor=actor, account=sent.get("party", ""),
        money=amount_of(sent.get("amount", ""), currency=sent.get("currency", "")),
        bank_reference=sent.get("bank_reference", "")[:64], request=key, **more)


def amount_of(text: str, *, currency: str) -> Money:
    """Digits, with a point or a comma before the minor units; a Refusal where it is nothing such."""
    plain = "".join(text.split()).replace(",", ".")
    try:
        minor = Decimal(plain) * 100
        fits = minor == minor.to_integral_value() and len(plain) < 16
    except InvalidOperation:
        fits = False
    if not fits or len(currency) != 3 or not currency.isascii() or not currency.isupper():
        raise Refusal([NOT_MONEY])
    return Money(amount_minor=int(minor), currency=currency)


def _statement(found: Account, *, house: House, actor: Actor) -> NoticePage:
    credit = ", ".join(money.amount(each.amount_minor, each.currency) for each in found.credits)
    deposits = [[Cell(value=vehicle, kind="code"),
                 Cell(value=money.amount(each.amount_minor, each.currency))]
                for vehicle, each in found.deposits]
    tables = [Table(
        caption=_("What has happened on the account"),
        columns=[(_("When"), "moment"), (_("What"), "text"), (_("Case"), "code"),
                 (_("Amount"), "number"), (_("Credit"), "number"), (_("By"), "text")],
        rows=[_row(line, running=running, house=house)
              for line, running in zip(found.lines, found.running, strict=True)],
        blank=Blank(kind="empty", title=_("Nothing was paid in yet.")))]
    if deposits:
        tables.append(Table(caption=_("Deposits that are held for you"), rows=deposits,
                            columns=[(_("Chassis number"), "code"), (_("Amount"), "number")]))
    mine = actor.role is Role.CARRIER
    return NoticePage(
        lede=Lede(title=_("Your account") if mine else _("Account"), code=found.party,
                  turn=say("Paid in and not used: {credit}", credit=credit or "0"),
                  after=_("pay in at the bank and quote this account, or the reference of a truck")),
        links=[Link(href="/cases", label=_("Your trucks")),
               Link(href="/no-shows", label=_("Missed hours"))] if mine
        else [Link(href="/ledger", label=_("The books"))], tables=tables)


def _row(line: Line, *, running: int, house: House) -> list[Cell]:
    return [
        Cell(value=line.time, kind="moment"), Cell(value=_what(line, house=house)),
        Cell(value=line.reference, kind="code",
             href=f"/cases/{line.reference}" if line.reference else ""),
        Cell(value=money.amount(-line.amount_minor, line.currency)),
        Cell(value=money.amount(running, line.currency)),
        Cell(value=line.reason if line.why == DEPOSIT_FORFEITED
             else line.source or line.bank_reference or line.reason)]


def _what(line: Line, *, house: House) -> Text:
    words = {
        "receipt": _("paid in"), "charge": _("fee"), "refund": _("paid back"),
        "reversal": _("fee undone"), "deposit_held": _("deposit held"),
        "deposit_returned": _("deposit returned"), "deposit_forfeited": _("deposit forfeited"),
    }
    word = words.get(line.why, line.why)
    fee = money.fee_name(house.pair, side=house.side, code=line.code)
    return f"{word}: {fee}" if fee else word


def _books(house: House, *, actor: Actor, sent: Sent = NOTHING) -> NoticePage:
    found = show_books(actor=actor, now=house.journal.clock.now())
    return NoticePage(
        lede=_sum(found),
        links=[Link(href="/ledger.csv", label=_("All lines as CSV"))],
        tables=[_balances(found), _latest(found, house=house)],
        forms=_cashier(house, found, sent=sent) if may_keep_books(actor) else ())


def _sum(found: Books) -> Lede:
    """Debit and credit of each currency add up to nought, or something is wrong with the books."""
    totals: dict[str, int] = {}
    for _account, currency, balance in found.balances:
        totals[currency] = totals.get(currency, 0) + balance
    off = [money.amount(total, currency) for currency, total in totals.items() if total]
    if off:
        return Lede(title=_("The books"), turn=say(
            "The accounts do not add up: {amounts}. Tell the operator.", amounts=", ".join(off)))
    return Lede(title=_("The books"), turn=say(
        "All accounts together, by currency: {totals}, as it must be.",
        totals=", ".join(money.amount(0, each) for each in totals)) if totals
        else _("Nothing is booked yet."))


def _balances(found: Books) -> Table:
    labels = {BANK: _("Bank"), CARRIER: _("Carriers"), DEPOSIT: _("Deposits held"),
              REVENUE: _("Fees taken")}
    return Table(
        caption=_("Trial balance"), columns=[(_("Account"), "text"), (_("Balance"), "number")],
        rows=[[Cell(value=labels.get(name, name)), Cell(value=money.amount(total, currency))]
              for name, currency, total in found.balances],
        blank=Blank(kind="empty", title=_("Nothing is booked yet.")))


def _latest(found: Books, *, house: House) -> Table:
    """One line for each posting: that of whose money it is, by the name that is known here."""
    lines = [line for line in found.latest
             if line.account == CARRIER or (line.account, line.why) in UNDONE]
    called = names_of({line.party for line in lines})
    return Table(
        caption=_("The last lines"),
        columns=[(_("When"), "moment"), (_("What"), "text"), (_("Account"), "text"),
                 (_("Amount"), "number"), (_("Bank's reference"), "text")],
        rows=[[Cell(value=line.time, kind="moment"), Cell(value=_what(line, house=house)),
               Cell(value=called.get(line.party, line.party), href=f"/account?of={line.party}"),
               Cell(value=money.amount(-line.amount_minor, line.currency)),
               Cell(value=line.bank_reference)] for line in lines],
        blank=Blank(kind="empty", title=_("Nothing is booked yet.")))


def _cashier(house: House, found: Books, *, sent: Sent) -> list[Form]:
    currencies = sorted({fee.currency for fee in house.pair.country(house.side).fees
                         if fee.currency}) or ["USD"]
    forms = []
    for act, submit, title, fold in (
            ("receipt", _("Record the receipt"), _("Money that came to the bank"), ""),
            ("refund", _("Record the refund"), "", _("Pay credit back"))):
        filling = Filling(form=act, sent=sent)
        fields: list[Field] = [
            filling.field("party", _("Account, or reference of a truck"), kind="code"),
            filling.field("amount", _("Amount"), kind="number"),
            filling.choice("currency", _("Currency"), kind="select",
                           choices=[(each, each) for each in currencies]),
            filling.field("bank_reference", _("Bank's reference"), kind="code")]
        if act == "refund":
            fields.append(filling.field("reason", _("Reason")))
        forms.append(filling.done(action="/ledger", submit=submit, fields=fields, fold=fold, title=title,
                                  hidden={"act": act}))
    return [*forms, *_undoing(found, house=house, sent=sent)]


def _undoing(found: Books, *, house: House, sent: Sent) -> list[Form]:
    """One form for the charges and kept deposits among the last lines; which, and how much, is asked
    once more."""
    charges = _charges(found)
    if not charges:
        return []
    filling = Filling(form="reverse-charge", sent=sent)
    choices: list[tuple[str, Text]] = [("", _("choose a charge"))]
    choices += [(line.uid, _charge(line, house=house)) for line in charges]
    return [filling.done(
        action="/ledger", submit=_("Undo a charge or a kept deposit: see it first"), fold=_("Undo a charge or a kept deposit"),
        hidden={"act": "reverse-charge"},
        fields=[filling.choice("posting", _("Charge"), kind="select", choices=choices),
                filling.field("reason", _("Reason"))])]


def _charges(found: Books) -> list[Line]:
    return [line for line in found.latest if (line.account, line.why) in UNDONE]


def _charge(line: Line, *, house: House) -> Text:
    told = money.amount(line.amount_minor, line.currency)
    return f"{told}, {line.reference} {line.party}, {_what(line, house=house)}"


def _sure(house: House, *, actor: Actor, sent: dict[str, str]) -> Sure | None:
    """The charge with its amount on the button, before it is undone; None where there is none."""
    found = show_books(actor=actor, now=house.journal.clock.now())
    line = next((each for each in _charges(found) if each.uid == sent["posting"]), None)
    if line is None:
        return None
    kept = {name: sent.get(name, "") for name in ("act", "posting", "reason")}
    return Sure(
        lede=Lede(title=_("Undo a charge"), code=line.reference,
                  turn=_("Its amount is the carrier's credit again.")),
        text=_charge(line, house=house), back=Link(href="/ledger", label=_("Back, nothing is done")),
        form=Filling(form="reverse-charge").done(
            action="/ledger", hidden={**kept, "sure": "1"}, tone="refused",
            submit=say("Undo the charge of {amount}",
                       amount=money.amount(line.amount_minor, line.currency))))
