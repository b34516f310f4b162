"""The whole demo on real processes: a day of either pair, the cut, the report.

Fewer trucks than the base day has, so that the suite stays quick; everything else is the same.
"""

import json
from io import StringIO
from pathlib import Path

import pytest

from kopri.demo.run import conclude, opening, play, show
from kopri.demo.scenario import Scenario
from kopri.demo.setting import set_up
from kopri.node.nodes import ProcessNodes
from tests.simulators.stage import TRUCKS, MakeNodes, maker_of_nodes, once, small

pytestmark = once
MANY = 20  # trucks each way: enough to wait for one another at every counter
LONG = 30 * 60  # the clocks of a tested day move by so many seconds at a time


@pytest.fixture
def make_nodes(tmp_path: Path) -> MakeNodes:
    return maker_of_nodes(tmp_path)


def _played(*, nodes: ProcessNodes, scenario: Scenario) -> bytes:
    """A day, its checks and its report; the nodes are stopped again."""
    setting = set_up(nodes=nodes, scenario=scenario, seed=5, start=opening(scenario))
    out = StringIO()
    try:
        day = play(setting=setting, seed=5, out=out, stride=LONG)
        report = conclude(setting=setting, day=day, seed=5)
        show(report=report, day=day, setting=setting, out=out)
        day.close()
    finally:
        setting.close()
    assert report.holds, out.getvalue()
    assert "simulated" in out.getvalue()
    return (nodes.folder / "report.json").read_bytes()


def test_a_pair_that_is_data_alone_plays_the_base_day(make_nodes: MakeNodes) -> None:
    scenario = small(pair="xa-xb", trucks=MANY)
    told = json.loads(_played(nodes=make_nodes("xa-xb", "day"), scenario=scenario))
    assert sum(told["trucks"]["opened"].values()) == 2 * MANY
    assert sum(told["fates"]["entered"].values()) > MANY
    for name in ("weighed", "inspected jointly", "held, the reason withheld", "to go back",
                 "declared to customs", "less one part", "unannounced"):
        assert sum(told["trucks"][name].values()) > 0, name


def test_a_day_holds_all_verdicts_and_its_seed_repeats_it(make_nodes: MakeNodes) -> None:
    first = _played(nodes=make_nodes("kz-tm", "one"), scenario=small(pair="kz-tm"))
    told = json.loads(first)
    assert sum(told["trucks"]["opened"].values()) == 2 * TRUCKS
    assert sum(told["fates"]["entered"].values()) > 0
    assert sum(told["cut"].values()) > 0
    assert first == _played(nodes=make_nodes("kz-tm", "two"), scenario=small(pair="kz-tm"))
