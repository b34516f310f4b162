"""The demo's waybills beside the official schema of the eCMR, D23B."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import jsonschema

from kopri.demo.plan import make_plan
from kopri.demo.readings import read_folder, scenario_of
from kopri.demo.waybill import consignment
from kopri.engines.codecs import codec

COUNTRIES = Path(__file__).parents[2] / "countries"
WHEN = datetime(2026, 1, 14, 12, tzinfo=UTC)


def test_every_waybill_of_a_day_is_valid(conformance: Callable[[str], Path]) -> None:
    path = conformance("uncefact_d23b") / "MultiModalTransport/eCMR/UNECE-eCMR.json"
    validator = jsonschema.Draft202012Validator(json.loads(path.read_text("utf-8")))
    scenario = scenario_of(data=read_folder(root=COUNTRIES, pair="kz-tm"), name="base")
    loaded = [truck for truck in make_plan(scenario=scenario, seed=1) if truck.good is not None]
    assert len(loaded) == 84
    for truck in loaded[::4]:
        paper = consignment(truck=truck, scenario=scenario, issued=WHEN, eta=WHEN)
        errors = list(validator.iter_errors(json.loads(codec("ecmr").write(paper))))
        assert errors == []
