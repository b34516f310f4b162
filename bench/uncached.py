"""The node's own server, but a public page is made anew for each reader: the peer of `bench board`."""

from collections.abc import Callable, Hashable

from kopri.interfaces.editions import Edition, Editions
from kopri.node.wsgi import application

__all__ = ["application", "main"]


def _always_new(
    self: Editions, name: str, *, mark: Callable[[], Hashable], make: Callable[[], bytes]
) -> Edition:
    return Edition(mark=mark(), seen=0.0, body=make(), packed=b"", tag=name)


def main(port: int) -> None:
    """Serve as ``kopri node run`` does, until told to stop."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server("bench.uncached:application", address="127.0.0.1", port=port, interface=Interfaces.WSGI,
           workers=1, blocking_threads=4, log_enabled=False).serve()


Editions.get = _always_new  # type: ignore[method-assign]
