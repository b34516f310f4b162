"""The line between the nodes: a real TCP proxy whose sockets can really be cut.

One listening port per route, which leads from one node to another. ``cut`` closes every live
connection and the listening sockets of all routes, or of those named, so that a new connection is
refused by the operating system; ``restore`` listens again.
"""

import asyncio
import contextlib
from collections.abc import Collection, Coroutine, Mapping
from dataclasses import dataclass, field
from threading import Thread
from typing import TypeVar

Address = tuple[str, int]
T = TypeVar("T")
CHUNK = 65536


@dataclass(slots=True, kw_only=True)
class _Route:
    """``listen`` may have port 0 until the first ``restore``; then it keeps the port it got."""

    listen: Address
    target: Address
    server: asyncio.Server | None = None
    live: set[asyncio.StreamWriter] = field(default_factory=set)


class Line:
    """``routes``: name -> (address to listen on, address to forward to). Starts uncut."""

    def __init__(self, *, routes: Mapping[str, tuple[Address, Address]]) -> None:
        self._routes = {
            name: _Route(listen=listen, target=target)
            for name, (listen, target) in routes.items()
        }
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._thread.start()
        self.restore()

    @property
    def whole(self) -> bool:
        """False while any route is cut."""
        return all(route.server is not None for route in self._routes.values())

    @property
    def names(self) -> Collection[str]:
        """Every route's."""
        return self._routes.keys()

    def address(self, *, name: str) -> Address:
        """Where the route listens, or did before the cut."""
        return self._routes[name].listen

    def cut(self, *, names: Collection[str] | None = None) -> None:
        """Closes what is open and refuses what is new. Returns when that is so.

        ``names``: these routes alone.
        """
        self._run(self._cut(self._chosen(names)))

    def restore(self, *, names: Collection[str] | None = None) -> None:
        """Listens again on the same ports. OSError where a port is taken."""
        self._run(self._restore(self._chosen(names)))

    def _chosen(self, names: Collection[str] | None) -> list[_Route]:
        return [self._routes[name] for name in (self._routes if names is None else names)]

    def close(self) -> None:
        """Cuts the line for good and ends its thread."""
        if self._loop.is_closed():
            return
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=60)

    async def _cut(self, routes: list[_Route]) -> None:
        for route in routes:
            if route.server is not None:
                route.server.close()
                route.server = None
            for writer in tuple(route.live):
                # abort, not close: a cut line flushes nothing
                writer.transport.abort()
            route.live.clear()
        await asyncio.sleep(0)

    async def _restore(self, routes: list[_Route]) -> None:
        for route in routes:
            if route.server is None:
                await self._listen(route)

    async def _listen(self, route: _Route) -> None:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._carry(route=route, reader=reader, writer=writer)

        host, port = route.listen
        route.server = await asyncio.start_server(serve, host, port, reuse_address=True)
        route.listen = (host, int(route.server.sockets[0].getsockname()[1]))

    async def _carry(
        self, *, route: _Route, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        route.live.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection(*route.target)
        except OSError:
            writer.transport.abort()
            route.live.discard(writer)
            return
        route.live.add(far_writer)
        if route.server is None:  # cut while the far end was being reached
            writer.transport.abort()
            far_writer.transport.abort()
        try:
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        finally:
            route.live -= {writer, far_writer}
            writer.close()
            far_writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
    if writer.can_write_eof() and not writer.transport.is_closing():
        with contextlib.suppress(OSError):
            writer.write_eof()
