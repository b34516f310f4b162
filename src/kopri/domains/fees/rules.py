"""Rules of the books."""

from collections.abc import Iterator

from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
_FEES = "Orders of the Minister of Finance of Kazakhstan 538 of 25 May 2023 and 513 of 19 September 2025"
MOST_MINOR = 10**12  # ten thousand million, in minor units: more is a slip of the keyboard


class AmountAboveNought(Rule):
    """The amount is not between 0.01 and {most}."""

    code = "fees.amount"
    source = _HOUSE
    remedy = "Give what was paid, as the bank states it."


class PartyNamed(Rule):
    """It is not said for whom the money is."""

    code = "fees.party_missing"
    source = _HOUSE
    remedy = "Give the account that the payer quoted, or the reference of the case."


class PartyKnown(Rule):
    """Nobody here has the account {party}, and no case has this reference."""

    code = "fees.party_unknown"
    source = _HOUSE
    remedy = "Copy the account or the reference as the payer quoted it to the bank."


class BankReferenceNeeded(Rule):
    """The bank's reference is missing."""

    code = "fees.bank_reference_missing"
    source = _HOUSE
    remedy = "Copy it from the bank's statement: it is what ties the books to the bank."


class ReceivedOnce(Rule):
    """The receipt {bank_reference} is in the books already."""

    code = "fees.received_already"
    source = _HOUSE
    remedy = "Look at the account: the money is there."


class CreditCovers(Rule):
    """What was paid in does not cover this: {credit} of {amount} {currency} is there."""

    code = "fees.not_covered"
    source = _FEES
    remedy = "Pay in first, quoting the account; the cashier records it as soon as the bank has it."


class KnownPosting(Rule):
    """There is no such posting that could be undone."""

    code = "fees.posting_unknown"
    source = _HOUSE
    remedy = "Choose a charge that was not undone before."


class DepositHeld(Rule):
    """No deposit is held for this vehicle by this account."""

    code = "fees.no_deposit"
    source = _HOUSE
    remedy = "Look at the account's statement."


class DepositKept(Rule):
    """The deposit is not given back: {number} hours were missed while it was held."""

    code = "fees.deposit_kept"
    source = "priority_rules.csv of the exit side"
    remedy = "Ask the shift head: the no-shows, and whose fault each was, are on the vehicle's page."


class ForfeitInForce(Rule):
    """No law in force here keeps a deposit."""

    code = "fees.forfeit_not_in_force"
    source = "priority_rules.csv of the exit side"
    remedy = "What is only announced is applied by a setting of the operator's alone."


class ForfeitReached(Rule):
    """Too few hours were missed by the driver's own fault while the deposit was held: {number}."""

    code = "fees.forfeit_not_reached"
    source = "priority_rules.csv of the exit side"
    remedy = "Leave the deposit: what was missed before it, or by a state's fault, does not count."


class ReasonForForfeit(Rule):
    """It is not said why the deposit is kept."""

    code = "fees.forfeit_reason"
    source = _HOUSE
    remedy = "Write it for the carrier, who reads it."


class DepositOnce(Rule):
    """A deposit is held for this vehicle already."""

    code = "fees.deposit_already"
    source = _HOUSE
    remedy = "One is enough for all draws."


class VinNeeded(Rule):
    """A deposit is held for a chassis number, and this vehicle has none."""

    code = "fees.vin_missing"
    source = _HOUSE
    remedy = "Give the chassis number of the vehicle first."


class FeeInForce(Rule):
    """No such fee is in force here today."""

    code = "fees.not_in_force"
    source = _FEES
    remedy = "Nothing is due."


def broken_receipt(*, party: str, amount_minor: int, bank_reference: str) -> Iterator[Fault]:
    """What is wrong with money that is said to have come."""
    if not party:
        yield PartyNamed.fault(path="/party")
    yield from broken_amount(amount_minor)
    if not bank_reference:
        yield BankReferenceNeeded.fault(path="/bank_reference")


def broken_amount(amount_minor: int) -> Iterator[Fault]:
    """An amount of money moves one way and is not absurd."""
    if not 0 < amount_minor <= MOST_MINOR:
        yield AmountAboveNought.fault(path="/amount", most=MOST_MINOR // 100)


def broken_forfeit(
    *, in_force: bool, held: bool, reached: bool, missed: int, reason: str
) -> Iterator[Fault]:
    """What stands against keeping a deposit."""
    if not held:
        yield DepositHeld.fault()
    if not in_force:
        yield ForfeitInForce.fault()
    elif not reached:
        yield ForfeitReached.fault(number=missed)
    if not reason.strip():
        yield ReasonForForfeit.fault(path="/reason")


def uncovered(*, credit: int, amount_minor: int, currency: str) -> Iterator[Fault]:
    """More would be used than was paid in."""
    if credit < amount_minor:
        yield CreditCovers.fault(path="/amount", credit=_major(credit), currency=currency,
                                 amount=_major(amount_minor))


def _major(minor: int) -> str:
    return f"{minor / 100:.2f}"
