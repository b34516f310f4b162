"""Pages of a node in this process, asked by Django's own test client."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from kopri.domains.accounts.operations import create
from kopri.domains.accounts.types import NewAccount
from kopri.kernel.actor import Role
from kopri.node import middleware
from tests.conftest import START, Node

PASSWORD = "correct horse battery staple"
SignIn = Callable[..., Client]


@pytest.fixture
def site(node: Node, monkeypatch: pytest.MonkeyPatch) -> Node:
    """The node, answering at its addresses."""
    monkeypatch.setattr(middleware, "house", lambda: node.house)
    cache.clear()
    return node


@pytest.fixture
def sign_in(site: Node) -> SignIn:
    """Make an account of a role and sign in; the client knows its person. With a ``password``,
    which takes long by design, it goes by the page."""

    def enter(role: Role, *, service: str = "", name: str = "", password: str = "") -> Client:
        account = create(
            new=NewAccount(username=name or role.value, role=role.value, name="Somebody",
                           service=service),
            password=password, random=site.journal.random, now=START, by="test")
        client = Client(HTTP_ACCEPT_LANGUAGE="en")
        if password:
            sent = {"name": account.username, "password": password}
            assert client.post("/sign-in", sent).status_code == 302
        else:
            client.force_login(account)
        client.person = account.person  # type: ignore[attr-defined]
        return client

    return enter
