"""What every web interface does first: who asks, with which key, in which language."""

from hashlib import sha256
from typing import cast

from django.http import HttpRequest

from kopri.domains.accounts.queries import SignedIn, actor_of, by_token, signed_in
from kopri.interfaces.house import House
from kopri.journal.requests import RequestKey
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground, refuse

LONGEST_KEY = 120


def house_of(request: HttpRequest) -> House:
    """The node that the request came to."""
    return cast(House, request.house)  # type: ignore[attr-defined]


def account_of(request: HttpRequest) -> SignedIn | None:
    """The account behind a bearer token, or that has signed in."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return by_token(token)
    return signed_in(request.user)


def actor(request: HttpRequest) -> Actor:
    """Who asks, as they act; a Refusal where nobody is signed in."""
    account = account_of(request)
    if account is None:
        raise refuse(
            code="permission.sign_in", ground=Ground.DENIED,
            message="Sign in first.", rule="RFC 6750",
            remedy="Send a valid token, or sign in on the page.",
        )
    house = house_of(request)
    return actor_of(account, node=house.name, side=house.side)


def request_key(request: HttpRequest, *, key: str = "") -> RequestKey | None:
    """The caller's idempotency key, bound to what was asked."""
    key = key or request.headers.get("Idempotency-Key", "")
    if not key:
        return None
    asked = b"\n".join([(request.method or "").encode(), request.path.encode(), request.body])
    return RequestKey(key=key[:LONGEST_KEY], digest=sha256(asked).hexdigest())


def language_of(request: HttpRequest) -> str:
    """The language that the reader chose, or the browser asked for."""
    return str(getattr(request, "LANGUAGE_CODE", "en"))
