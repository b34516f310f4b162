"""Keep the books of fees: what came to the bank, what goes back, deposits."""

from kopri.crossing.queries import by_reference, of_carrier, views_of
from kopri.domains.accounts.queries import is_carrier
from kopri.domains.fees import operations
from kopri.domains.fees.permissions import may_deposit, may_keep_books
from kopri.domains.fees.queries import lines_of, statement_of
from kopri.domains.fees.rules import FeeInForce, PartyKnown
from kopri.domains.fees.types import Booked, Charge, Money
from kopri.engines.countrydata import DEPOSIT, PairData, fee_due
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.ids import candidates
from kopri.kernel.rules import refuse_if, require


def record_receipt(
    *, journal: Journal, actor: Actor, account: str, money: Money, bank_reference: str,
    request: RequestKey | None = None,
) -> Booked:
    """Money came to the bank. ``account``: a carrier's, or the reference of any of its cases."""
    require(may_keep_books(actor))
    party = payer_of(account)
    with begin(journal, actor=actor, request=request,
               keys=[f"fees:{party}", f"receipt:{bank_reference}"]) as tx:
        done = operations.receive(tx, party=party, money=money, bank_reference=bank_reference)
        return tx.answer(Booked(posting=done.uid, party=party))


def refund_credit(
    *, journal: Journal, actor: Actor, account: str, money: Money, bank_reference: str,
    reason: str = "", request: RequestKey | None = None,
) -> Booked:
    """Pay back what was paid in and not used."""
    require(may_keep_books(actor))
    party = payer_of(account)
    with begin(journal, actor=actor, keys=[f"fees:{party}"], request=request) as tx:
        done = operations.refund(tx, party=party, money=money, bank_reference=bank_reference,
                                 reason=reason)
        return tx.answer(Booked(posting=done.uid, party=party))


def reverse_charge(
    *, journal: Journal, actor: Actor, posting: str, reason: str,
    request: RequestKey | None = None,
) -> Booked:
    """Undo a charge, or that a deposit was kept: the amount is the party's credit again."""
    require(may_keep_books(actor))
    party = next((line.party for line in lines_of(posting) if line.party), "")
    with begin(journal, actor=actor, keys=[f"fees:{party}"], request=request) as tx:
        done = operations.reverse(tx, uid=posting, reason=reason)
        return tx.answer(Booked(posting=done.uid, party=party))


def hold_deposit(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str,
    announced: frozenset[str] = frozenset(), request: RequestKey | None = None,
) -> Booked:
    """Set the deposit for a case's vehicle aside out of its carrier's credit."""
    case = by_reference(reference)
    with begin(journal, actor=actor, request=request,
               keys=[f"fees:{case.payer}", f"vin:{case.vin}"]) as tx:
        require(may_deposit(actor, party=case.payer))
        country = pair.country(journal.side)
        due = fee_due(country, code=DEPOSIT, day=tx.now.astimezone(country.zone).date(),
                      announced=announced)
        if due is None:
            refuse_if([FeeInForce.fault()])
            raise AssertionError("unreachable")
        done = operations.hold_deposit(tx, vehicle=case.vin, due=Charge.of(
            due, party=case.payer, reference=reference))
        return tx.answer(Booked(posting=done.uid, party=case.payer))


def payer_of(account: str) -> str:
    """Whose account is meant: a reference is that of its case's payer, else it is a carrier's own.

    A Refusal where nobody has it: money must not lie where no one finds it. What is empty is left
    to the rules of the books, which name every fault at once.
    """
    cases, party = views_of(list(candidates(account))), account.strip()[:64]
    if cases:
        return cases[0].payer
    if party and not (is_carrier(party) or of_carrier(party, most=1) or statement_of(party)):
        refuse_if([PartyKnown.fault(path="/party", party=party)], ground=Ground.INVALID)
    return party
