"""Make, close and give tokens to accounts; each act leaves an audit row."""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from kopri.domains.accounts.models import Account, Act, Token
from kopri.domains.accounts.queries import by_token
from kopri.domains.accounts.types import NewAccount
from kopri.kernel.actor import Role
from kopri.kernel.ids import new_id

TOKEN_SIZE = 32


def create(
    *, new: NewAccount, password: str, random: Callable[[int], bytes], now: datetime, by: str
) -> Account:
    """Make an account; ValueError for an unknown role."""
    account = Account(
        username=new.username, name=new.name, role=Role(new.role).value, post=new.post,
        service=new.service, language=new.language, email=new.email, person=new_id(random=random),
    )
    if password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save()
    Act.objects.create(person=by, subject=account.person, act="create", time=now)
    return account


def issue_token(
    *, account: Account, random: Callable[[int], bytes], now: datetime, by: str
) -> str:
    """A token for a machine; it is shown this once."""
    token = base64.urlsafe_b64encode(random(TOKEN_SIZE)).rstrip(b"=").decode()
    Token.objects.create(
        account=account, digest=hashlib.sha256(token.encode()).hexdigest(), made=now
    )
    Act.objects.create(person=by, subject=account.person, act="issue_token", time=now)
    return token


def revoke_tokens(*, account: Account, now: datetime, by: str) -> int:
    """No token of the account is taken any more; how many were."""
    revoked = Token.objects.filter(account=account, revoked=None).update(revoked=now)
    Act.objects.create(person=by, subject=account.person, act="revoke_tokens", time=now)
    return revoked


def exchange_token(
    token: str, *, random: Callable[[int], bytes], now: datetime
) -> str | None:
    """A device's registration token for the one that it keeps; None where it may not be exchanged.

    The first is taken no more, whoever has read it on the way. An answer that is lost is lost: the
    operator issues another.
    """
    with transaction.atomic():
        account = by_token(token)
        if account is None or account.role != Role.DEVICE.value:
            return None
        revoke_tokens(account=account, now=now, by=account.person)
        return issue_token(account=account, random=random, now=now, by=account.person)


def close(*, account: Account, now: datetime, by: str) -> None:
    """The account signs in no more, neither on a page nor with a token."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    Act.objects.create(person=by, subject=account.person, act="close", time=now)
