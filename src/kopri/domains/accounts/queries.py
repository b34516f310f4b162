"""Reading accounts."""

import hashlib
from collections.abc import Collection, Sequence

from kopri.domains.accounts.models import Account, Token
from kopri.journal.rows import rows_where, rows_with
from kopri.kernel.actor import Actor, Role

_HOLDS = f"""WHERE id IN (SELECT account_id FROM {Token._meta.db_table}
    WHERE digest = %s AND revoked IS NULL) AND is_active = %s"""
SignedIn = Account  # how interfaces name an account, without touching its table


def actor_of(account: Account, *, node: str, side: str) -> Actor:
    """The account as it acts."""
    return Actor(
        node=node, side=side, role=Role(account.role), person=account.person,
        post=account.post, service=account.service,
    )


def by_token(token: str) -> Account | None:
    """The active account that holds this token."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    found = rows_where(Account, _HOLDS, params=[digest, True])
    return found[0] if found else None


def is_device(account: Account) -> bool:
    """Whether it is a camera's: such a token opens nothing but the calls that are made for devices."""
    return account.role == Role.DEVICE.value


def signed_in(user: object) -> Account | None:
    """The account of a session, or None for a visitor."""
    return user if isinstance(user, Account) and user.is_active else None


def by_username(username: str) -> Account | None:
    """The active account of this name."""
    return Account.objects.filter(username=username, is_active=True).first()


def all_of(roles: Sequence[str]) -> list[Account]:
    """Active accounts of these roles, by name."""
    return list(Account.objects.filter(role__in=list(roles), is_active=True).order_by("username"))


def is_carrier(person: str) -> bool:
    """Whether an active carrier's account is this person's."""
    return Account.objects.filter(
        person=person, role=Role.CARRIER.value, is_active=True).exists()


def names_of(persons: Collection[str]) -> dict[str, str]:
    """What people are called, as far as their accounts are kept on this node."""
    wanted = [person for person in persons if person]
    return {each.person: each.name for each in rows_with(
        Account, column="person", values=wanted) if each.name}


def reach(person: str) -> tuple[str, str] | None:
    """Where a person may be written to, and in which language; None where no address was left."""
    account = Account.objects.filter(person=person, is_active=True).exclude(email="").first()
    return (account.email, account.language or "en") if account else None
