"""Postings of the ledger, and what is read of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from kopri.engines.countrydata import Due, said_of
from kopri.journal.types import Payload

# accounts; what a party owes or has paid in, and deposits, are kept by party
BANK, CARRIER, DEPOSIT, REVENUE = "bank", "carrier", "deposit", "revenue"
ACCOUNTS = (BANK, CARRIER, DEPOSIT, REVENUE)
RECEIPT, CHARGE, REFUND, REVERSAL = "receipt", "charge", "refund", "reversal"
DEPOSIT_HELD, DEPOSIT_RETURNED, DEPOSIT_FORFEITED = (
    "deposit_held", "deposit_returned", "deposit_forfeited")
# of what may be undone, the line that was debited
UNDONE = ((CARRIER, CHARGE), (DEPOSIT, DEPOSIT_FORFEITED))


class PostingLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line: an account and an amount in minor units, debit above nought, credit below."""

    account: Annotated[str, Meta(description="bank, carrier, deposit or revenue")]
    amount_minor: int
    party: Annotated[str, Meta(max_length=64)] = ""
    vehicle: Annotated[str, Meta(max_length=17, description="VIN of a deposit")] = ""


class Posted(Payload, frozen=True, kw_only=True):
    """Money has moved between accounts: the lines add up to nought. A business fact of this side's."""

    KIND: ClassVar[str] = "fees.posted"
    KEPT: ClassVar[bool] = True

    why: Annotated[str, Meta(description="receipt, charge, refund, reversal, deposit_held, "
                                         "deposit_returned or deposit_forfeited")]
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$", description="ISO 4217")]
    lines: list[PostingLine]
    party: Annotated[str, Meta(max_length=64)]
    reference: Annotated[str, Meta(description="the case that it is about")] = ""
    code: Annotated[str, Meta(description="fee of fees.csv")] = ""
    source: Annotated[str, Meta(description="what the fee rests on, and of which day it is")] = ""
    bank_reference: Annotated[str, Meta(max_length=64)] = ""
    reverses: Annotated[str, Meta(description="uid of the posting that it undoes")] = ""
    reason: Annotated[str, Meta(max_length=200)] = ""


KINDS: tuple[type[Payload], ...] = (Posted,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it is read, with what its posting says."""

    uid: str
    number: int
    time: datetime
    why: str
    account: str
    party: str
    vehicle: str
    amount_minor: int
    currency: str
    reference: str
    code: str
    source: str
    bank_reference: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A posting: its entry, and whose account it is on."""

    posting: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in minor units of a currency (ISO 4217)."""

    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A fee that is due of a party for a case. ``source``: what says so, and of which day."""

    party: str
    reference: str
    code: str
    money: Money
    source: str

    @classmethod
    def of(cls, due: Due, *, party: str, reference: str) -> "Charge":
        """What the country's data say is due."""
        return cls(party=party, reference=reference, code=due.code, source=said_of(due),
                   money=Money(amount_minor=due.amount_minor, currency=due.currency))
