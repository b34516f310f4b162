"""The table of faults: every place of a turn, broken in every form; each ends in a whole log."""

from collections.abc import Callable

import pytest
from django.db import connection

from tests.conftest import Node
from tests.faults.places import Form, Places, in_a_child
from tests.faults.stage import Stage, raise_stage

PLACES = {
    "append commit", "round commit", "round new file", "round write", "round fsync",
    "round rename to 000", "round rename to last-signed", "round peer checkpoint",
    "round peer bundle", "round peer openings", "round peer openings line", "round peer cosigned",
}
EVERY = 5  # places; what was published broken once stays broken, and is found out by then
Break = Callable[[Stage, Places], bool]


def break_here(stage: Stage, places: Places) -> bool:
    """A turn in this process; whether the place was reached."""
    try:
        stage.turn(stage.acknowledged.append, places)
    except Exception:
        if not places.broke:
            raise
    return places.broke


def break_in_a_child(stage: Stage, places: Places) -> bool:
    """A turn in a process that does not survive it."""
    killed, told = in_a_child(lambda tell: stage.turn(tell, places))
    stage.acknowledged += told
    return killed


@pytest.mark.parametrize("form", list(Form), ids=[form.name.lower() for form in Form])
def test_whatever_breaks_nothing_is_lost_and_nothing_is_there_twice(
    node: Node, form: Form
) -> None:
    if form is Form.POWER_CUT and connection.vendor == "postgresql":
        pytest.skip("what the disk loses of files is the same under either database: see SQLite")
    stage = raise_stage(node)
    passed = walk(stage)
    assert set(passed) >= PLACES
    play: Break = break_in_a_child if form.ends else break_here
    at = 0
    while play_one(stage, Places(at=at, form=form), play=play):
        at += 1
        if at % EVERY == 0:
            stage.check_whole()
    stage.check_whole()
    assert at >= len(passed)


def walk(stage: Stage) -> list[str]:
    """The places that a turn passes when nothing breaks."""
    places = Places(at=-1, form=Form.FAILS)
    stage.begin()
    stage.turn(stage.acknowledged.append, places)
    stage.check()
    return places.passed


def play_one(stage: Stage, places: Places, *, play: Break) -> bool:
    """Break, restart, look; then one more turn, which must come through."""
    stage.begin()
    broke = play(stage, places)
    stage.recover()
    stage.check()
    return broke
