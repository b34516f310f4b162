"""Slows down guessing of passwords and links: counted in this process, by name and by address.

A name is closed for a while after a few wrong passwords from one address, an address after more,
a name from everywhere only after many: others cannot easily lock a person out. The address is what
the proxy before the node says last; who talks to a node without a proxy can invent one, and is
held by the count of the name.
"""

from django.core.cache import cache
from django.http import HttpRequest

from kopri.kernel.errors import Fault

WINDOW_SECONDS = 15 * 60
MOST_PER_NAME = 5
MOST_PER_ADDRESS = 30
MOST_FROM_EVERYWHERE = 50
MOST_LINKS = 30  # wrong ones from an address

TOO_MANY = Fault(
    code="sign_in.too_many", rule="NIST SP 800-63B, 5.2.2",
    message="Too many wrong passwords from here.",
    remedy="Wait a quarter of an hour, or ask the node's operator.",
)


def _address(request: HttpRequest) -> str:
    said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return (said or request.META.get("REMOTE_ADDR", ""))[:64]


def _counts(request: HttpRequest, *, name: str) -> dict[str, int]:
    address, person = _address(request), name.casefold()[:80]
    return {f"both:{address}:{person}": MOST_PER_NAME, f"address:{address}": MOST_PER_ADDRESS,
            f"name:{person}": MOST_FROM_EVERYWHERE}


def closed(request: HttpRequest, *, name: str) -> bool:
    """Whether no more tries are taken for now."""
    return any(int(cache.get(_key(key), 0)) >= most
               for key, most in _counts(request, name=name).items())


def failed(request: HttpRequest, *, name: str) -> None:
    """One more wrong password."""
    for key in _counts(request, name=name):
        _count(key)


def guessed(request: HttpRequest) -> bool:
    """One more wrong link from this address; True once they are too many.

    Nothing that is right is held up by it: drivers at a waiting area share one address, and 128 bits
    are not guessed. It spares the node the work, and tells who tries.
    """
    return _count(f"link:{_address(request)}") > MOST_LINKS


def _count(key: str) -> int:
    cache.add(_key(key), 0, WINDOW_SECONDS)
    return int(cache.incr(_key(key)))


def _key(text: str) -> str:
    """Names may hold what a cache's key may not."""
    return f"sign-in:{text.encode().hex()}"
