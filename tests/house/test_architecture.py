"""What the import contracts cannot see: tables of states, foreign keys, kinds, sizes, leftovers."""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from django.apps import apps
from django.db import models

from kopri.crossing import states as crossing_states
from kopri.crossing.states import Phase
from kopri.journal.types import Payload
from kopri.journeys.timetable import ROUTES
from kopri.kernel.actor import Role

HERE = Path(__file__).resolve().parents[2]
SOURCE = HERE / "src" / "kopri"
ROOMS = ("src", "tests", "bench", "scripts")
PYTHON = sorted(path for room in ROOMS for path in (HERE / room).rglob("*.py"))
TEXTS = sorted(
    path for room in (*ROOMS, "docs", "requirements", "countries")
    for path in (HERE / room).rglob("*")
    if path.is_file() and path.suffix not in {".mo", ".pyc", ".png", ".pdf", ".webp"}
    and "__pycache__" not in path.parts
) + [HERE / name for name in ("README.md", "Makefile", "pyproject.toml")]
DOMAINS = sorted(path.name for path in (SOURCE / "domains").iterdir() if path.is_dir()
                 and (path / "__init__.py").exists())
LONGEST_FILE, LONGEST_FUNCTION = 400, 60
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "shared"}
# states in which a thing may begin, where that is not the first of the table alone
BEGINNINGS = {"queue": {"waiting", "held", "granted", "declined"}}


def modules(name: str) -> list[ModuleType]:
    """That module of every domain that has one."""
    return [import_module(f"kopri.domains.{domain}.{name}") for domain in DOMAINS
            if (SOURCE / "domains" / domain / f"{name}.py").exists()
            or (SOURCE / "domains" / domain / name).is_dir()]


def room_of(module: ModuleType) -> str:
    return module.__name__.split(".")[-2]


STATES = modules("states")
Ways = Mapping[Enum, list[Enum]]


def ways_of(module: ModuleType) -> Ways:
    return {state: [to for _, to in ways] for state, ways in module.TRANSITIONS.items()}


def members(module: ModuleType) -> list[Enum]:
    """All states of a table, the first first."""
    return list(type(next(iter(module.TRANSITIONS))))


def reached(ways: Ways, beginnings: set[Enum]) -> set[Enum]:
    found, todo = set(beginnings), list(beginnings)
    while todo:
        new = set(ways.get(todo.pop(), ())) - found
        found |= new
        todo.extend(new)
    return found


@pytest.mark.parametrize("module", STATES, ids=room_of)
def test_every_state_has_an_owner_and_a_way_out(module: ModuleType) -> None:
    owners = {role.value for role in Role}
    for state in members(module):
        ways = module.TRANSITIONS.get(state, ())
        assert {who for who, _ in ways} <= owners
        if state not in module.ENDS:
            assert any(to is not state for _, to in ways), f"{state} has no way out"


@pytest.mark.parametrize("module", STATES, ids=room_of)
def test_every_state_is_reached(module: ModuleType) -> None:
    every = members(module)
    names = BEGINNINGS.get(room_of(module), {every[0].value})
    beginnings = {state for state in every if state.value in names}
    assert reached(ways_of(module), beginnings) == set(every)


@pytest.mark.parametrize("module", STATES, ids=room_of)
def test_an_end_is_reached_from_every_state(module: ModuleType) -> None:
    for state in members(module):
        if module.ENDS:
            assert reached(ways_of(module), {state}) & module.ENDS, f"{state} never ends"


def test_every_phase_of_a_case_has_an_owner_and_a_way_out() -> None:
    ways, ends = crossing_states.TRANSITIONS, crossing_states.ENDS
    for phase in Phase:
        if phase in ends:
            continue
        assert phase in crossing_states.TURNS, f"nobody's turn in {phase}"
        assert any(to is not phase for to in ways[phase]), f"{phase} has no way out"


def test_every_phase_of_a_case_is_reached_and_ends() -> None:
    ways: Ways = {phase: list(to) for phase, to in crossing_states.TRANSITIONS.items()}
    assert reached(ways, {Phase.OPENED, Phase.EXPECTED}) == set(Phase)
    for phase in Phase:
        assert reached(ways, {phase}) & crossing_states.ENDS, f"{phase} never ends"


def kopri_models() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models() if model.__module__.startswith("kopri."))


def test_foreign_keys_stay_at_home() -> None:
    """To the own room, the case, the journal or the user table, also where named as a string."""
    found = [
        f"{model._meta.label}.{field.name} -> {target}"
        for model in kopri_models()
        for field in model._meta.get_fields(include_hidden=False)
        if isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField)
        and (target := field.related_model._meta.app_label) not in {
            model._meta.app_label, "crossing", "journal", "accounts"}
        and not (model._meta.app_label == "accounts" and target == "auth")
    ]
    assert found == []


def imports_of(tree: ast.AST) -> Iterator[str]:
    for each in ast.walk(tree):
        if isinstance(each, ast.Import):
            yield from (alias.name for alias in each.names)
        elif isinstance(each, ast.ImportFrom) and each.module:
            yield each.module
            yield from (f"{each.module}.{alias.name}" for alias in each.names)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_django_signals_are_not_used() -> None:
    found = [
        f"{path.relative_to(HERE)}: {name}"
        for path in PYTHON if path.is_relative_to(SOURCE)
        for name in imports_of(parsed(path))
        if re.fullmatch(r"django\.dispatch.*|django\.(.+\.)?signals(\..+)?", name)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["django.dispatch", "django.db.models.signals",
                                  "django.core.signals.request_started",
                                  "django.db.models.signals.post_save"])
def test_the_search_for_signals_finds_them(name: str) -> None:
    assert re.fullmatch(r"django\.dispatch.*|django\.(.+\.)?signals(\..+)?", name)


def test_no_file_is_longer_than_can_be_read() -> None:
    found = {
        str(path.relative_to(HERE)): lines for path in PYTHON if "migrations" not in path.parts
        and (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert found == {}


def test_no_function_is_longer_than_a_page() -> None:
    found = [
        f"{path.relative_to(HERE)}:{each.name}"
        for path in PYTHON if "tests" not in path.parts
        for each in ast.walk(parsed(path))
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
        and (each.end_lineno or 0) - each.lineno >= LONGEST_FUNCTION
    ]
    assert found == []


def test_there_is_no_drawer() -> None:
    found = [
        path for room in ROOMS for path in (HERE / room).rglob("*")
        if path.stem in DRAWERS and "__pycache__" not in path.parts
    ]
    assert found == []


def kinds() -> list[type[Payload]]:
    """Every kind that a room declares, in the order of the rooms."""
    rooms = [import_module("kopri.journal.types"), import_module("kopri.crossing.types"),
             *modules("types")]
    return [kind for room in rooms for kind in getattr(room, "KINDS", ())]


def test_every_kind_is_in_the_timetable_once() -> None:
    assert Counter(route.payload for route in ROUTES) == Counter(kinds())
    names = Counter(kind.KIND for kind in kinds())
    assert max(names.values()) == 1


def test_every_payload_is_a_kind() -> None:
    """One that is declared and forgotten in ``KINDS`` would be written by nobody's rule."""

    def below(kind: type[Payload]) -> Iterator[type[Payload]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    declared = {kind for kind in below(Payload)  # a base of kinds has no name of its own
                if kind.__module__.startswith("kopri.") and "KIND" in vars(kind)}
    assert declared == set(kinds())


def test_journeys_of_the_timetable_exist() -> None:
    for route in ROUTES:
        for follow_up in route.next:
            module = import_module(f"kopri.journeys.{follow_up.journey}")
            assert callable(getattr(module, follow_up.journey))


EXCHANGES = sorted([*HERE.glob("countries/pairs/*/exchange.csv"),
                    *HERE.glob("tests/countries/pairs/*/exchange.csv")])


@pytest.mark.parametrize("path", EXCHANGES, ids=lambda path: path.parent.name)
def test_every_row_of_exchange_names_a_kind_and_a_field(path: Path) -> None:
    fields = {kind.KIND: {field.name for field in msgspec.structs.fields(kind)}
              for kind in kinds()}
    with path.open(newline="", encoding="utf-8") as file:
        rows = [(row["kind"], row["field"]) for row in csv.DictReader(file)]
    assert rows
    assert [row for row in rows if row[1] not in fields.get(row[0], set())] == []


# spelt apart, so that this file does not find itself
LEFTOVERS = re.compile(r"\b(" + "TO" + "DO|FIX" + "ME|TB" + r"D)\b")
PLACES = re.compile("py" + r"pi\.org|files\.python" + r"hosted|/ro" + r"ot/|/ho" + r"me/\w")


@pytest.mark.parametrize("pattern", [LEFTOVERS, PLACES], ids=["left over", "of one machine"])
def test_nothing_is_left_lying_about(pattern: re.Pattern[str]) -> None:
    found = []
    for path in TEXTS:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(HERE)}: {hit.group()}" for hit in pattern.finditer(text)]
    assert found == []
