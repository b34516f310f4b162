"""A scenario from the real country data, and hand-made entries."""

from pathlib import Path

import pytest

from kopri.demo.readings import read_folder, scenario_of
from kopri.demo.scenario import Scenario

COUNTRIES = Path(__file__).parents[3] / "countries"


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return scenario_of(data=read_folder(root=COUNTRIES, pair="kz-tm"), name="base")
