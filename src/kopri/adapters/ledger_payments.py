"""``fees.ports.Payments`` out of this node's own ledger: money that a cashier has recorded."""

from kopri.domains.fees import operations
from kopri.domains.fees.queries import credit_of, deposit_of
from kopri.domains.fees.types import Charge
from kopri.journal.append.writing import Writing


class LedgerPayments:
    """Carriers pay in at the bank; a fee is taken out of that when it is due."""

    def take(self, tx: Writing, /, charge: Charge) -> bool:
        """Post the charge, where the credit covers it."""
        there = credit_of(charge.party, currency=charge.money.currency)
        if there < charge.money.amount_minor:
            return False
        operations.charge(tx, charge)
        return True

    def vouches(self, /, vehicle: str) -> bool:
        """A deposit is held for the VIN."""
        return deposit_of(vehicle) is not None
