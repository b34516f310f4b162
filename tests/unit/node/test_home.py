"""A node's folder: made once, its keys for its user alone, its settings read back as written."""

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.kernel.errors import Refusal
from kopri.node.clock import DemoClock, Report, SystemClock
from kopri.node.home import KEYS, Config, Home, Public
from kopri.node.nodes import with_neighbour

CONFIG = Config(side="kz", pair="kz-tm", origin="kz.test", countries="c", host="127.0.0.1", port=1,
                demo=False, database_url="", secret="s", neighbours=())
OTHER = Public(origin="tm.test", side="tm", letter="T", log_key="l", witness_key="w", http_key="h",
               url="http://127.0.0.1:2")


def test_keys_and_settings_are_for_the_nodes_user_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "node")
    home.lay(CONFIG)
    assert stat.S_IMODE((home.path / "keys").stat().st_mode) == 0o700
    for name in KEYS:
        assert stat.S_IMODE((home.path / "keys" / name).stat().st_mode) == 0o600
        assert len(home.key(name)) == 32
    assert len({home.key(name) for name in KEYS}) == len(KEYS)
    assert stat.S_IMODE((home.path / "node.toml").stat().st_mode) == 0o600


def test_a_node_is_not_made_over_another(tmp_path: Path) -> None:
    home = Home(tmp_path / "node")
    home.lay(CONFIG)
    keys = [home.key(name) for name in KEYS]
    with pytest.raises(FileExistsError):
        home.lay(CONFIG)
    with pytest.raises(FileExistsError):
        home.write_key(KEYS[0], b"0" * 32)
    assert [home.key(name) for name in KEYS] == keys


@given(words=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40))
def test_settings_come_back_as_they_were_written(
    words: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    config = replace(CONFIG, secret=words, database_url=words, demo=True,
                     neighbours=(replace(OTHER, url=words), OTHER))
    home.write_config(config)
    assert home.config() == config


def test_a_neighbour_known_already_gets_its_new_keys() -> None:
    once = with_neighbour(CONFIG, OTHER)
    twice = with_neighbour(once, replace(OTHER, log_key="new"))
    assert [each.log_key for each in twice.neighbours] == ["new"]


def test_the_demos_clock_refuses_a_real_node(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no demo"):
        DemoClock(tmp_path, demo=False)


def test_the_demos_clock_stands_until_it_is_moved(tmp_path: Path) -> None:
    clock = DemoClock(tmp_path, demo=True)
    first, then = clock.now(), datetime(2026, 1, 15, 6, tzinfo=UTC)
    assert clock.now() == first
    order = clock.set(then)
    assert DemoClock(tmp_path, demo=True).now() == then
    clock.done(Report(order.number + 1, 3, 4))
    assert clock.move(then) == (3, 4)


def test_the_real_clock_has_whole_seconds_in_utc() -> None:
    now = SystemClock().now()
    assert now.microsecond == 0 and now.tzinfo is UTC


def test_every_wrong_setting_is_named_at_once(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.write_config(CONFIG)
    file = tmp_path / "node.toml"
    text = file.read_text("utf-8").replace("host =", "hosts =")
    file.write_text("mood = 1\n" + text, "utf-8")
    with pytest.raises(Refusal) as refused:
        home.config()
    told = sorted(str(fault.params["what"]) for fault in refused.value.faults)
    assert told == ["host is missing", "hosts is no setting", "mood is no setting"]


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "node.toml").write_text("= 1", "utf-8")
    with pytest.raises(Refusal):
        Home(tmp_path).config()
