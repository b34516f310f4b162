"""Who signs in, with what, and what is kept of it."""

from datetime import UTC, datetime
from random import Random

import pytest
from django.db import IntegrityError

from kopri.domains.accounts.models import Account, Act, Token
from kopri.domains.accounts.operations import close, create, issue_token, revoke_tokens
from kopri.domains.accounts.queries import actor_of, all_of, by_token, by_username, signed_in
from kopri.domains.accounts.types import NewAccount
from kopri.kernel.actor import Role

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


def make(username: str = "aigul", *, role: str = "inspector", password: str = "") -> Account:
    return create(
        new=NewAccount(username=username, role=role, name="Aigul (simulated)", service="KZ-BS",
                       post="tmb"),
        password=password, random=Random(username).randbytes, now=NOW, by="head")


def token_for(account: Account, seed: int = 1) -> str:
    return issue_token(account=account, random=Random(seed).randbytes, now=NOW, by="head")


def test_a_token_finds_its_account_and_is_kept_as_a_hash(database: None) -> None:
    account = make()
    token = token_for(account)
    assert len(token) >= 43
    assert by_token(token) == account
    row = Token.objects.get()
    assert token not in {str(value) for value in vars(row).values()}
    assert len(row.digest) == 64


@pytest.mark.parametrize("wrong", ["", " ", "x" * 43, "\0", "ключ"])
def test_another_token_finds_nobody(wrong: str) -> None:
    token_for(make())
    assert by_token(wrong) is None


def test_a_digest_is_no_token() -> None:
    token_for(make())
    assert by_token(Token.objects.get().digest) is None


def test_revoked_tokens_are_taken_no_more() -> None:
    account, other = make(), make("bolat")
    tokens, kept = [token_for(account, 1), token_for(account, 2)], token_for(other, 3)
    assert revoke_tokens(account=account, now=NOW, by="head") == 2
    assert [by_token(token) for token in tokens] == [None, None]
    assert by_token(kept) == other
    assert by_token(token_for(account, 4)) == account
    assert revoke_tokens(account=account, now=NOW, by="head") == 1


def test_a_closed_account_is_nobody() -> None:
    account = make(password="a long passphrase")
    token = token_for(account)
    close(account=account, now=NOW, by="head")
    assert by_token(token) is None
    assert by_username("aigul") is None
    assert signed_in(account) is None
    assert all_of(["inspector"]) == []


def test_an_account_acts_as_its_role_and_never_by_its_name() -> None:
    account = make()
    actor = actor_of(account, node="kz.test", side="kz")
    assert (actor.role, actor.service, actor.post) == (Role.INSPECTOR, "KZ-BS", "tmb")
    assert len(actor.person) == 32 and "aigul" not in actor.person


def test_passwords_are_kept_as_hashes_or_not_at_all() -> None:
    with_one, without = make(password="a long passphrase"), make("bolat")
    assert with_one.check_password("a long passphrase")
    assert "passphrase" not in with_one.password
    assert not without.has_usable_password()


def test_unknown_roles_and_taken_names_are_refused() -> None:
    with pytest.raises(ValueError, match="emperor"):
        make(role="emperor")
    make()
    with pytest.raises(IntegrityError):
        make()


def test_everything_leaves_an_audit_row() -> None:
    account = make()
    token_for(account)
    revoke_tokens(account=account, now=NOW, by="head")
    close(account=account, now=NOW, by="head")
    rows = list(Act.objects.order_by("pk").values_list("person", "subject", "act"))
    assert rows == [("head", account.person, act)
                    for act in ("create", "issue_token", "revoke_tokens", "close")]
