"""Real nodes for a simulated day."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from kopri.demo.readings import read_folder, scenario_of
from kopri.demo.scenario import Scenario
from kopri.node.nodes import ProcessNodes

ROOT = Path(__file__).parents[2]
PAIRS = {"kz-tm": ROOT / "countries", "xa-xb": ROOT / "tests" / "countries"}
TRUCKS = 5

# PostgreSQL bears trucks, cuts, kills and faults in other tests; whole days are played on SQLite alone
once = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="days are played on SQLite")


class MakeNodes(Protocol):
    """``posts``: side -> the post that has a node of its own."""

    def __call__(self, pair: str, name: str, posts: Mapping[str, str] = ...) -> ProcessNodes: ...


def maker_of_nodes(folder: Path, *, kind: type[ProcessNodes] = ProcessNodes) -> MakeNodes:
    """Founded nodes of a pair in a folder."""

    def make(pair: str, name: str, posts: Mapping[str, str] = {}) -> ProcessNodes:
        nodes = kind(root=folder / name, pair=pair, countries=PAIRS[pair], posts=posts)
        nodes.found()
        return nodes

    return make


def small(*, pair: str, trucks: int = TRUCKS) -> Scenario:
    whole = scenario_of(data=read_folder(root=PAIRS[pair], pair=pair), name="base")
    return replace(whole, ways=tuple(replace(way, trucks=trucks) for way in whole.ways))
