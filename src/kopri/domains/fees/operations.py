"""Post: check, then append. Every posting moves an amount from one account to another."""

from kopri.domains.fees import permissions
from kopri.domains.fees.queries import credit_of, deposit_of, lines_of, received, undone
from kopri.domains.fees.rules import (
    DepositHeld,
    DepositOnce,
    KnownPosting,
    ReceivedOnce,
    VinNeeded,
    broken_amount,
    broken_receipt,
    uncovered,
)
from kopri.domains.fees.types import (
    BANK,
    CARRIER,
    CHARGE,
    DEPOSIT,
    DEPOSIT_FORFEITED,
    DEPOSIT_HELD,
    DEPOSIT_RETURNED,
    RECEIPT,
    REFUND,
    REVENUE,
    REVERSAL,
    UNDONE,
    Charge,
    Money,
    Posted,
    PostingLine,
)
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require


def receive(tx: Writing, *, party: str, money: Money, bank_reference: str) -> Recorded:
    """Money came to the bank for a party; the same receipt is recorded once."""
    require(permissions.may_keep_books(tx.actor))
    refuse_if(broken_receipt(party=party, amount_minor=money.amount_minor,
                             bank_reference=bank_reference), ground=Ground.INVALID)
    refuse_if([ReceivedOnce.fault(path="/bank_reference", bank_reference=bank_reference)]
              if received(bank_reference) else [])
    return _post(tx, why=RECEIPT, party=party, money=money, debit=BANK, credit=CARRIER,
                 bank_reference=bank_reference)


def charge(tx: Writing, charge: Charge, /) -> Recorded:
    """Take a fee out of what its party has paid in."""
    require(permissions.may_charge(tx.actor))
    _refuse_uncovered(party=charge.party, money=charge.money)
    return _post(tx, why=CHARGE, party=charge.party, money=charge.money, debit=CARRIER,
                 credit=REVENUE, reference=charge.reference, code=charge.code,
                 source=charge.source)


def refund(tx: Writing, *, party: str, money: Money, bank_reference: str, reason: str) -> Recorded:
    """Pay credit back to its party."""
    require(permissions.may_keep_books(tx.actor))
    refuse_if(broken_receipt(party=party, amount_minor=money.amount_minor,
                             bank_reference=bank_reference), ground=Ground.INVALID)
    _refuse_uncovered(party=party, money=money)
    return _post(tx, why=REFUND, party=party, money=money, debit=CARRIER, credit=BANK,
                 bank_reference=bank_reference, reason=reason)


def reverse(tx: Writing, *, uid: str, reason: str) -> Recorded:
    """Undo a charge, or that a deposit was kept, once: its amount is the party's credit again."""
    require(permissions.may_keep_books(tx.actor))
    lines = [line for line in lines_of(uid) if (line.account, line.why) in UNDONE]
    refuse_if([] if lines and not undone(uid) else [KnownPosting.fault()], ground=Ground.MISSING)
    line = lines[0]
    return _post(tx, why=REVERSAL, party=line.party, debit=REVENUE, credit=CARRIER,
                 money=Money(amount_minor=line.amount_minor, currency=line.currency),
                 reference=line.reference, code=line.code, reverses=uid, reason=reason)


def hold_deposit(tx: Writing, *, vehicle: str, due: Charge) -> Recorded:
    """Set credit aside for a VIN."""
    require(permissions.may_deposit(tx.actor, party=due.party))
    refuse_if([] if vehicle else [VinNeeded.fault()])
    refuse_if([DepositOnce.fault()] if deposit_of(vehicle) else [])
    _refuse_uncovered(party=due.party, money=due.money)
    return _post(tx, why=DEPOSIT_HELD, party=due.party, money=due.money, debit=CARRIER,
                 credit=DEPOSIT, vehicle=vehicle, reference=due.reference, code=due.code,
                 source=due.source)


def return_deposit(tx: Writing, *, vehicle: str, party: str) -> Recorded:
    """Make a deposit its party's credit again."""
    require(permissions.may_deposit(tx.actor, party=party))
    return _release(tx, why=DEPOSIT_RETURNED, vehicle=vehicle, party=party, to=CARRIER)


def forfeit_deposit(
    tx: Writing, *, vehicle: str, party: str, reference: str, reason: str, source: str
) -> Recorded:
    """Keep a deposit, for a stated reason; ``source``: the rows of law that do."""
    require(permissions.may_keep_books(tx.actor))
    return _release(tx, why=DEPOSIT_FORFEITED, vehicle=vehicle, party=party, to=REVENUE,
                    reference=reference, source=source, reason=reason[:200])


def _release(
    tx: Writing, *, why: str, vehicle: str, party: str, to: str, **told: str
) -> Recorded:
    held = deposit_of(vehicle, party=party)
    if held is None:
        refuse_if([DepositHeld.fault()], ground=Ground.MISSING)
        raise AssertionError("unreachable")
    return _post(tx, why=why, party=party, money=held, debit=DEPOSIT, credit=to, vehicle=vehicle,
                 **told)


def _refuse_uncovered(*, party: str, money: Money) -> None:
    refuse_if(broken_amount(money.amount_minor), ground=Ground.INVALID)
    refuse_if(uncovered(credit=credit_of(party, currency=money.currency),
                        amount_minor=money.amount_minor, currency=money.currency))


def _post(
    tx: Writing, *, why: str, party: str, money: Money, debit: str, credit: str,
    vehicle: str = "", **told: str,
) -> Recorded:
    """Two lines of one amount; the caller holds the lock of the party."""
    lines = [_line(account, amount, party=party, vehicle=vehicle) for account, amount in (
        (debit, money.amount_minor), (credit, -money.amount_minor))]
    return tx.append(Draft(subject=f"account:{party}", payload=Posted(
        why=why, party=party, currency=money.currency, lines=lines, **told)))


def _line(account: str, amount: int, *, party: str, vehicle: str) -> PostingLine:
    return PostingLine(
        account=account, amount_minor=amount, party=party if account != BANK else "",
        vehicle=vehicle if account == DEPOSIT else "")
