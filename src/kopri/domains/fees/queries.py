"""Reading the books."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q, Sum

from kopri.domains.fees.models import LedgerLine
from kopri.domains.fees.types import (
    CARRIER,
    CHARGE,
    DEPOSIT,
    DEPOSIT_FORFEITED,
    DEPOSIT_HELD,
    Line,
    Money,
)


def credit_of(party: str, *, currency: str) -> int:
    """What a party has paid in and not used, in minor units; never below nought."""
    return -_sum(account=CARRIER, party=party, currency=currency)


def credits_of(party: str) -> list[Money]:
    """The same in every currency that the party has used."""
    rows = (LedgerLine.objects.filter(account=CARRIER, party=party).values_list("currency")
            .annotate(Sum("amount_minor")).order_by("currency"))
    return [Money(currency=currency, amount_minor=-total) for currency, total in rows]


def deposit_of(vehicle: str, *, party: str = "") -> Money | None:
    """What is held for a VIN (by one party, or anybody); None where nothing is."""
    rows = LedgerLine.objects.filter(account=DEPOSIT, vehicle=vehicle)
    if party:
        rows = rows.filter(party=party)
    for currency, total in rows.values_list("currency").annotate(Sum("amount_minor")):
        if total and vehicle:
            return Money(currency=currency, amount_minor=-total)
    return None


def deposits_held(vehicles: Collection[str]) -> dict[str, tuple[Money, datetime | None]]:
    """What is held for each of these VINs, and since when; VINs for which nothing is are left out."""
    rows = LedgerLine.objects.filter(
        account=DEPOSIT, vehicle__in=[vehicle for vehicle in vehicles if vehicle])
    since = dict(rows.filter(why=DEPOSIT_HELD).order_by("time", "pk").values_list("vehicle", "time"))
    totals = rows.values_list("vehicle", "currency").annotate(Sum("amount_minor"))
    return {vehicle: (Money(currency=currency, amount_minor=-total), since.get(vehicle))
            for vehicle, currency, total in totals if total}


def depositor_of(vehicle: str) -> str:
    """Whose money is held for a VIN; empty where none is."""
    rows = LedgerLine.objects.filter(account=DEPOSIT, vehicle=vehicle).values_list("party")
    return next((party for party, total in rows.annotate(Sum("amount_minor")) if total and vehicle), "")


def deposits_of(party: str) -> list[tuple[str, Money]]:
    """VIN and amount of every deposit that a party has standing."""
    rows = (LedgerLine.objects.filter(account=DEPOSIT, party=party)
            .values_list("vehicle", "currency").annotate(Sum("amount_minor")).order_by("vehicle"))
    return [(vehicle, Money(currency=currency, amount_minor=-total))
            for vehicle, currency, total in rows if total]


def statement_of(party: str) -> list[Line]:
    """Every line on a party's account, and each deposit that was kept, in the order in which it was
    written."""
    rows = LedgerLine.objects.filter(
        Q(account=CARRIER) | Q(account=DEPOSIT, why=DEPOSIT_FORFEITED), party=party,
    ).order_by("time", "pk")
    return [_line(row) for row in rows]


def lines_of(uid: str) -> list[Line]:
    """A posting."""
    return [_line(row) for row in LedgerLine.objects.filter(uid=uid).order_by("number")]


def all_lines(*, since: datetime | None = None) -> list[Line]:
    """The books, for export."""
    rows = LedgerLine.objects.order_by("time", "pk")
    return [_line(row) for row in (rows.filter(time__gte=since) if since else rows)]


def latest_lines(*, most: int = 50) -> list[Line]:
    """The last lines that were written, the newest first."""
    return [_line(row) for row in LedgerLine.objects.order_by("-pk")[:most]]


def trial_balance() -> list[tuple[str, str, int]]:
    """Account, currency, balance. Over all accounts of a currency the sum is nought."""
    rows = (LedgerLine.objects.values_list("account", "currency").annotate(Sum("amount_minor"))
            .order_by("currency", "account"))
    return [(account, currency, total) for account, currency, total in rows]


def received(bank_reference: str) -> bool:
    """Whether a receipt is in the books."""
    return LedgerLine.objects.filter(bank_reference=bank_reference, why="receipt").exists()


def undone(uid: str) -> bool:
    """Whether a posting was reversed."""
    return LedgerLine.objects.filter(reverses=uid).exists()


def charges_of(references: Sequence[str]) -> list[Line]:
    """What was charged for these cases and stands."""
    rows = LedgerLine.objects.filter(
        reference__in=list(references), account=CARRIER, why=CHARGE).order_by("time", "pk")
    return [_line(row) for row in rows if not undone(row.uid)]


def _sum(**of: str) -> int:
    return LedgerLine.objects.filter(**of).aggregate(total=Sum("amount_minor"))["total"] or 0


def _line(row: LedgerLine) -> Line:
    return Line(
        uid=row.uid, number=row.number, time=row.time, why=row.why, account=row.account,
        party=row.party, vehicle=row.vehicle, amount_minor=row.amount_minor,
        currency=row.currency, reference=row.reference, code=row.code, source=row.source,
        bank_reference=row.bank_reference, reason=row.reason)
