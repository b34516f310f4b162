"""A scenario from the real country data, and hand-made entries."""

from pathlib import Path

import pytest

from kopri.demo.readings import read_folder, scenario_of
from kopri.demo.scenario import Scenario

ROOT = Path(__file__).parents[3]
COUNTRIES = ROOT / "countries"


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return scenario_of(data=read_folder(root=COUNTRIES, pair="kz-tm"), name="base")


@pytest.fixture(scope="session")
def fictional() -> Scenario:
    """The pair that exists as data only; its plant quarantine works by day."""
    root = ROOT / "tests" / "countries"
    return scenario_of(data=read_folder(root=root, pair="xa-xb"), name="base")
