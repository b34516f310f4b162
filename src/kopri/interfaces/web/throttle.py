"""Slows down guessing of passwords: counted in this process, by name and by address.

A name is closed for a while after a few wrong passwords from one address, an address after more.
It is no lockout of a person by others: the count of a name is kept per address.
"""

from django.core.cache import cache
from django.http import HttpRequest

from kopri.kernel.errors import Fault

WINDOW_SECONDS = 15 * 60
MOST_PER_NAME = 5
MOST_PER_ADDRESS = 30

TOO_MANY = Fault(
    code="sign_in.too_many", rule="NIST SP 800-63B, 5.2.2",
    message="Too many wrong passwords from here.",
    remedy="Wait a quarter of an hour, or ask the node's operator.",
)


def _counts(request: HttpRequest, *, name: str) -> dict[str, int]:
    address = request.META.get("REMOTE_ADDR", "")
    return {f"sign-in:{address}:{name.casefold()[:80]}": MOST_PER_NAME,
            f"sign-in:{address}": MOST_PER_ADDRESS}


def closed(request: HttpRequest, *, name: str) -> bool:
    """Whether no more tries are taken for now."""
    return any(int(cache.get(_key(key), 0)) >= most
               for key, most in _counts(request, name=name).items())


def failed(request: HttpRequest, *, name: str) -> None:
    """One more wrong password."""
    for key in _counts(request, name=name):
        cache.add(_key(key), 0, WINDOW_SECONDS)
        cache.incr(_key(key))


def _key(text: str) -> str:
    return text.encode().hex()
