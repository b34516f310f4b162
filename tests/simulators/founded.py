"""Nodes that are founded once and copied from then on: the same keys and logs, addresses of their own.

Founding takes four processes. A test that is about keys, or about their chance, founds its own.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kopri.node.home import Config, Home, Public
from kopri.node.nodes import ProcessNodes, read_public, write_public

_KEPT: dict[tuple[str, ...], "TemporaryDirectory[str]"] = {}  # gone with this process


class CopiedNodes(ProcessNodes):
    """``ProcessNodes`` of which the first of their kind are founded, and kept before they run."""

    def found(self, *, control_url: str = "") -> None:
        """Make every node; where a server holds their tables there is nothing to copy."""
        kind = (self._pair, str(self._countries), *self._members, *self._observers)
        if self._databases or kind not in _KEPT:
            super().found(control_url=control_url)
        if self._databases:
            return
        if kind in _KEPT:
            self._copy(Path(_KEPT[kind].name), control_url=control_url)
            return
        _KEPT[kind] = TemporaryDirectory(prefix="kopri-founded-")
        for name in self._names:
            shutil.copytree(self.home(name).path, Path(_KEPT[kind].name) / name)

    @property
    def _names(self) -> list[str]:
        return [*self._members, *self._observers]

    def _copy(self, kept: Path, *, control_url: str) -> None:
        origins = {Home(kept / name).config().origin: name for name in self._names}
        for name in self._names:
            home = self.home(name)
            shutil.copytree(kept / name, home.path)
            config, public = home.config(), home.path / "public.json"
            home.write_config(replace(
                config, port=self._ports[name], neighbours=tuple(self._moved(config, origins)),
                control_url=control_url if name in self._members else ""))
            write_public(home, read_public(public, url=self.url(node=name)))

    def _moved(self, config: Config, origins: dict[str, str]) -> Iterator[Public]:
        """Its neighbours where they are now: members over the line, an observer beside it."""
        node = origins[config.origin]
        for each in config.neighbours:
            other = origins[each.origin]
            port = self._peers.get((node, other)) or self._ports[other]
            yield replace(each, url=f"http://127.0.0.1:{port}")
