"""What every web interface does first: who asks, with which key, in which language."""

from hashlib import sha256

from django.http import HttpRequest

from kopri.domains.accounts.queries import SignedIn, actor_of, by_token, is_device, signed_in
from kopri.interfaces.house import house_of
from kopri.journal.append.requests import RequestKey
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground, Refusal, refuse

LONGEST_KEY = 120
SIGN_IN = "permission.sign_in"


def account_of(request: HttpRequest) -> SignedIn | None:
    """The account behind a bearer token (the API has looked it up), or that has signed in."""
    holder: SignedIn | None = getattr(request, "auth", None)
    if holder is not None:
        return holder
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return signed_in(request.user)
    found = by_token(token)
    return None if found is None or is_device(found) else found


def stranger() -> Refusal:
    """Nobody is signed in."""
    return refuse(
        code=SIGN_IN, ground=Ground.DENIED, message="Sign in first.", rule="RFC 6750",
        remedy="Send a valid token, or sign in on the page.",
    )


def actor(request: HttpRequest) -> Actor:
    """Who asks, as they act; a Refusal where nobody is signed in."""
    account = account_of(request)
    if account is None:
        raise stranger()
    house = house_of(request)
    return actor_of(account, node=house.name, side=house.side)


def request_key(
    request: HttpRequest, *, key: str = "", said: bytes | None = None
) -> RequestKey | None:
    """The caller's idempotency key, bound to what was asked.

    ``said``: what the body says, where its bytes differ each time it is sent (a form with a file).
    """
    key = key or request.headers.get("Idempotency-Key", "")
    if not key:
        return None
    words = request.body if said is None else said
    asked = b"\n".join([(request.method or "").encode(), request.path.encode(), words])
    return RequestKey(key=key[:LONGEST_KEY], digest=sha256(asked).hexdigest())


def language_of(request: HttpRequest) -> str:
    """The language that the reader chose, or the browser asked for."""
    return str(getattr(request, "LANGUAGE_CODE", "en"))
