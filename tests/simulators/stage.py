"""Two real nodes for a simulated day: on SQLite, or each with a database of its own on PostgreSQL."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from kopri.demo.readings import read_folder, scenario_of
from kopri.demo.scenario import Scenario
from kopri.node.nodes import ProcessNodes

ROOT = Path(__file__).parents[2]
PAIRS = {"kz-tm": ROOT / "countries", "xa-xb": ROOT / "tests" / "countries"}
TRUCKS = 5

# the small day shows that PostgreSQL bears it; the long ones are played on SQLite alone
once = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="played on SQLite; PostgreSQL plays the small day"
)

class MakeNodes(Protocol):
    """``posts``: side -> the post that has a node of its own."""

    def __call__(self, pair: str, name: str, posts: Mapping[str, str] = ...) -> ProcessNodes: ...


def maker_of_nodes(folder: Path, *, monkeypatch: pytest.MonkeyPatch) -> MakeNodes:
    """Founded nodes of a pair in a folder; on PostgreSQL each has a database of its own."""
    server = os.environ.get("DATABASE_URL", "")
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def make(pair: str, name: str, posts: Mapping[str, str] = {}) -> ProcessNodes:
        members = [*pair.split("-"), *(f"{side}-{post}" for side, post in posts.items())]
        databases = {member: _database(server, node=member) for member in members}
        nodes = ProcessNodes(
            root=folder / name, pair=pair, countries=PAIRS[pair], posts=posts,
            databases=databases if server else None,
        )
        nodes.found()
        return nodes

    return make


def _database(server: str, *, node: str) -> str:
    """A fresh database on the server; empty where there is none."""
    if not server:
        return ""
    name = f"{node.replace('-', '_')}_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def small(*, pair: str, trucks: int = TRUCKS) -> Scenario:
    whole = scenario_of(data=read_folder(root=PAIRS[pair], pair=pair), name="base")
    return replace(whole, ways=tuple(replace(way, trucks=trucks) for way in whole.ways))
