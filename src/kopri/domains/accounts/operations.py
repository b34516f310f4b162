"""Make, close and give tokens to accounts; each act leaves an audit row."""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime

from kopri.domains.accounts.models import Account, Act, Token
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
        service=new.service, language=new.language, person=new_id(random=random),
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


def close(*, account: Account, now: datetime, by: str) -> None:
    """The account signs in no more, neither on a page nor with a token."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    Act.objects.create(person=by, subject=account.person, act="close", time=now)
