"""Chaos, and the life after the day: nodes that are killed, and one truck that waits for a visitor."""

from io import StringIO
from pathlib import Path

import pytest

from kopri.demo.chaos import torment
from kopri.demo.control import Control
from kopri.demo.day.play import Day
from kopri.demo.living import Life, prepare
from kopri.demo.plan import DAY, HOUR
from kopri.demo.setting import Setting, set_up
from tests.simulators.founded import CopiedNodes
from tests.simulators.stage import TRUCKS, MakeNodes, maker_of_nodes, once, small


@pytest.fixture
def make_nodes(tmp_path: Path) -> MakeNodes:
    return maker_of_nodes(tmp_path, kind=CopiedNodes)


@once
def test_nodes_that_are_killed_lose_nothing_that_was_acknowledged(make_nodes: MakeNodes) -> None:
    out = StringIO()
    status = torment(
        nodes=make_nodes("kz-tm", "chaos"), scenario=small(pair="kz-tm"), seed=2, out=out,
        until=2 * HOUR, trucks=TRUCKS,
    )
    assert status == 0, out.getvalue()


@once
def test_after_the_day_one_truck_waits_for_the_visitor(make_nodes: MakeNodes) -> None:
    start = DAY + 13 * HOUR
    setting = set_up(
        nodes=make_nodes("kz-tm", "life"), scenario=small(pair="kz-tm", trucks=30), seed=1,
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
