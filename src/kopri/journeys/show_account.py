"""Show an account: what was paid in, what was charged, what is held; or all the books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.domains.fees import permissions
from kopri.domains.fees.queries import (
    all_lines,
    credits_of,
    deposits_of,
    latest_lines,
    statement_of,
    trial_balance,
)
from kopri.domains.fees.types import CARRIER, Line, Money
from kopri.kernel.actor import Actor
from kopri.kernel.rules import require


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A party's account; ``running``: its credit after each line, in the line's currency; a
    deposit that was kept was no credit any more."""

    party: str
    credits: Sequence[Money]
    deposits: Sequence[tuple[str, Money]]
    lines: Sequence[Line]
    running: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The books as of ``at``: balances by account, which add up to nought, and the last lines."""

    at: datetime
    balances: Sequence[tuple[str, str, int]]
    latest: Sequence[Line]


def show_account(*, actor: Actor, party: str) -> Account:
    """A carrier's own, or any for who reads the books."""
    require(permissions.may_read_account(actor, party=party))
    lines = statement_of(party)
    running: list[int] = []
    credit: dict[str, int] = {}
    for line in lines:
        used = line.amount_minor if line.account == CARRIER else 0
        credit[line.currency] = credit.get(line.currency, 0) - used
        running.append(credit[line.currency])
    return Account(party=party, credits=credits_of(party), deposits=deposits_of(party),
                   lines=lines, running=running)


def show_books(*, actor: Actor, now: datetime) -> Books:
    """Balances and the last lines."""
    require(permissions.may_read_books(actor))
    return Books(at=now, balances=trial_balance(), latest=latest_lines())


def export_books(*, actor: Actor) -> list[Line]:
    """Every line there is."""
    require(permissions.may_read_books(actor))
    return all_lines()
