"""The whole demo on real processes: a small day of either pair, the cut, the report, chaos.

The pair that is data alone plays its whole base day; elsewhere each direction has a few trucks, so
that the suite stays quick, and everything else is the same.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from kopri.demo.chaos import torment
from kopri.demo.control import Control
from kopri.demo.day.play import Day
from kopri.demo.living import Life, prepare
from kopri.demo.plan import DAY, EVE, HOUR
from kopri.demo.readings import read_folder, scenario_of
from kopri.demo.run import conclude, play, show
from kopri.demo.scenario import Scenario
from kopri.demo.setting import Setting, set_up
from kopri.node.nodes import ProcessNodes

ROOT = Path(__file__).parents[2]
PAIRS = {"kz-tm": ROOT / "countries", "xa-xb": ROOT / "tests" / "countries"}
TRUCKS = 5


# the small day shows that PostgreSQL bears it; the long ones are played on SQLite alone
once = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="played on SQLite; PostgreSQL plays the small day"
)

MakeNodes = Callable[[str, str], ProcessNodes]


@pytest.fixture
def make_nodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeNodes]:
    """Two founded nodes of a pair in a folder; on PostgreSQL each has a database of its own."""
    server = os.environ.get("DATABASE_URL", "")
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def make(pair: str, name: str) -> ProcessNodes:
        databases = {side: _database(server, side=side) for side in pair.split("-")}
        nodes = ProcessNodes(
            root=tmp_path / name, pair=pair, countries=PAIRS[pair],
            databases=databases if server else None,
        )
        nodes.found()
        return nodes

    yield make


def _database(server: str, *, side: str) -> str:
    """A fresh database on the server; empty where there is none."""
    if not server:
        return ""
    name = f"{side}_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _small(*, pair: str, trucks: int = TRUCKS) -> Scenario:
    whole = scenario_of(data=read_folder(root=PAIRS[pair], pair=pair), name="base")
    return replace(whole, ways=tuple(replace(way, trucks=trucks) for way in whole.ways))


def _played(*, nodes: ProcessNodes, scenario: Scenario) -> bytes:
    """A day, its checks and its report; the nodes are stopped again."""
    setting = set_up(nodes=nodes, scenario=scenario, seed=5, start=EVE)
    out = StringIO()
    try:
        day = play(setting=setting, seed=5, out=out)
        report = conclude(setting=setting, day=day, seed=5)
        show(report=report, day=day, setting=setting, out=out)
        day.close()
    finally:
        setting.close()
    assert report.holds, out.getvalue()
    assert "simulated" in out.getvalue()
    return (nodes.folder / "report.json").read_bytes()


@once
def test_a_pair_that_is_data_alone_plays_the_base_day(make_nodes: MakeNodes) -> None:
    scenario = scenario_of(data=read_folder(root=PAIRS["xa-xb"], pair="xa-xb"), name="base")
    told = json.loads(_played(nodes=make_nodes("xa-xb", "day"), scenario=scenario))
    assert sum(told["trucks"]["opened"].values()) == 120
    assert sum(told["fates"]["entered"].values()) > 60


def test_a_day_holds_all_verdicts(make_nodes: MakeNodes) -> None:
    told = json.loads(_played(nodes=make_nodes("kz-tm", "one"), scenario=_small(pair="kz-tm")))
    assert sum(told["trucks"]["opened"].values()) == 2 * TRUCKS
    assert sum(told["fates"]["entered"].values()) > 0
    assert sum(told["cut"].values()) > 0


@once
def test_one_seed_gives_one_report(make_nodes: MakeNodes) -> None:
    first, second = (
        _played(nodes=make_nodes("kz-tm", name), scenario=_small(pair="kz-tm", trucks=2))
        for name in ("one", "two")
    )
    assert first == second


@once
def test_nodes_that_are_killed_lose_nothing_that_was_acknowledged(make_nodes: MakeNodes) -> None:
    out = StringIO()
    status = torment(
        nodes=make_nodes("kz-tm", "chaos"), scenario=_small(pair="kz-tm"), seed=2, out=out,
        until=8 * HOUR,
    )
    assert status == 0, out.getvalue()


@once
def test_after_the_day_one_truck_waits_for_the_visitor(make_nodes: MakeNodes) -> None:
    start = DAY + 13 * HOUR
    setting = set_up(
        nodes=make_nodes("kz-tm", "life"), scenario=_small(pair="kz-tm", trucks=30), seed=1,
        start=start,
    )
    try:
        day = Day(world=setting.world, line=setting.line, cut=(), start=start)
        life = prepare(setting=setting, day=day, seed=1, out=StringIO())
        _every_worklist_is_filled(life)
        _visitor_releases_it(life)
        _line_can_be_cut(life, setting=setting)
        day.close()
    finally:
        setting.close()


def _every_worklist_is_filled(life: Life) -> None:
    for side, services in life.setting.scenario.at_work.items():
        office = life.setting.world.sides[side].office
        waiting = {one: office.worklist(role="inspector", service=one) for one in services}
        assert min(waiting.values()) > 0, (side, waiting)
        assert office.worklist(role="gate_officer") > 0


def _visitor_releases_it(life: Life) -> None:
    first = life.state()["truck"]
    for side in life.setting.nodes.sides:
        truck = life.state()["truck"]
        assert (truck["reference"], truck["side"]) == (first["reference"], side)
        office = life.setting.world.sides[side].office
        life.tick()
        assert life.state()["truck"] == truck, "the simulated officers leave it alone"
        assert office.find(
            reference=truck["reference"], service=truck["service"], body={"outcome": "cleared"},
            now=life.day.now,
        )
        life.tick()
    assert life.state()["truck"]["reference"] != first["reference"], "and the next one is ready"


def _line_can_be_cut(life: Life, *, setting: Setting) -> None:
    control = Control(origins=[])
    control.offer(actions={"cut": life.cut, "restore": life.restore, "state": life.state})
    try:
        assert control.actions["cut"]()["line"] == "cut"
        assert not setting.line.whole
        life.tick()
        assert control.actions["restore"]()["line"] == "whole"
        life.tick()
    finally:
        control.close()
