"""A line of which two slots a day are drawn for, and a third party."""

import pytest

from tests.border import Border
from tests.drawing import DAY, SUPPLY, Drawing
from tests.simulators.third import MemoryThird


@pytest.fixture
def drawing(border: Border) -> Drawing:
    third = MemoryThird(pair=border.node.house.pair, now=border.now)
    made = Drawing(border=border, thirds=[third])
    made.anchor()
    border.capacity(own=SUPPLY, theirs=6, day=DAY)
    return made


@pytest.fixture
def proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every vehicle has crossed before."""
    monkeypatch.setattr("kopri.journeys.book_slot._has_crossed", lambda references: True)
