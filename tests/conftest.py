"""A real node in this process: its folder, its keys, its database, a clock that is moved by hand.

The database is SQLite in a file, or PostgreSQL where ``DATABASE_URL`` names a server
(``scripts/test.sh`` runs the tests that touch tables on both; by hand:
``python -m tests.postgres python -m pytest tests/unit/journal``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest
from django.db import connection, connections, transaction
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from kopri.adapters.countries import load_pair
from kopri.crossing.types import Conveyance, Opening
from kopri.interfaces.editions import Editions
from kopri.interfaces.house import House
from kopri.journal.append.publish import Press, publish
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.sequence import sequence
from kopri.journal.core import Journal
from kopri.journal.types import LogIdentity
from kopri.journeys.open_crossing import open_crossing
from kopri.kernel.actor import Actor, Role, system
from kopri.node import wiring
from kopri.node.business import starters
from kopri.node.founding import admit_logs
from kopri.node.home import Config, Home
from kopri.node.wiring import build, identity_of, public_of

COUNTRIES = Path(__file__).parents[1] / "countries"
NEEDS_POSTGRES = "needs PostgreSQL: python -m tests.postgres python -m pytest ..."
START = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)

# The same examples everywhere, however slow: `--hypothesis-profile=new` seeks others.
_CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("new", **_CALM, derandomize=False)
settings.register_profile("steady", **_CALM, derandomize=True, database=None)
settings.load_profile("steady")


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, **step: float) -> datetime:
        """Move by ``minutes=5``, ``hours=-1`` and so on."""
        self._now += timedelta(**step)
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Node:
    """One node, wired as in production but for its clock and its chance."""

    home: Home
    house: House
    clock: HandClock
    identity: LogIdentity

    @property
    def journal(self) -> Journal:
        return self.house.journal

    @property
    def press(self) -> Press:
        return self.house.press

    def actor(self, role: Role = Role.SYSTEM, *, person: str = "p1", service: str = "") -> Actor:
        """Somebody who acts on this node."""
        if role is Role.SYSTEM:
            return system(node=self.journal.origin, side=self.journal.side)
        return Actor(node=self.journal.origin, side=self.journal.side, role=role, person=person,
                     service=service)


    def open_case(
        self, plate: str = "123 ABC 12", *, key: RequestKey | None = None, direction: str = "kz-tm"
    ) -> str:
        """A carrier opens a case for a truck; its reference."""
        return open_crossing(
            journal=self.journal, pair=self.house.pair, request=key,
            actor=self.actor(Role.CARRIER),
            opening=Opening(
                direction=direction, point="tmb-gbz", mode="road", loaded=True, carrier="p1",
                conveyance=Conveyance(plate=plate, country="KZ")),
        ).reference

    def publish(self) -> int:
        """Place and publish what was written; how many entries."""
        while sequence(journal=self.journal):
            pass
        return publish(journal=self.journal, press=self.press)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of PostgreSQL alone are skipped by name where there is none."""
    if connection.vendor == "postgresql":
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason=NEEDS_POSTGRES))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SQLite's test database is a file: threads and the write-ahead log work as they do in use."""
    if connection.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        connections["default"].settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """The test database of this worker, made by its migrations."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=())
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What nodes ask their machine to keep until it is restarted ends with the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUNTIME_DIRECTORY", str(tmp_path_factory.mktemp("machine")))
        yield


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database with real commits; emptied afterwards.

    By hand: Django's own way tells every app twice a test that it was migrated.
    """
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in _emptying():
                cursor.execute(statement)
        connections.close_all()


@cache
def _emptying() -> Sequence[str]:
    """What empties every table, in any order; a truncated table would be a new file each time."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    each = [f'DELETE FROM "{table}"' for table in tables]
    if connection.vendor == "sqlite":
        return ["PRAGMA defer_foreign_keys = ON", *each]
    return ["; ".join(["SET LOCAL session_replication_role = replica", *each])]  # one way there


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START)


@pytest.fixture
def node(database: None, tmp_path: Path, clock: HandClock) -> Node:
    """The node of the first side of the pair; its own log is admitted, its tables are empty."""
    return make_node(tmp_path / "node", clock=clock, side="kz", pair="kz-tm")


wiring.load_pair = cache(load_pair)  # read once a run: it is the same for every test


def make_node(
    path: Path, *, clock: HandClock, side: str, pair: str, countries: Path = COUNTRIES,
    seed: int = 1,
) -> Node:
    """Make and wire a node in the database of this process."""
    home = Home(path)
    home.lay(Config(
        side=side, pair=pair, origin=f"{side}.test.kopri", countries=str(countries),
        host="127.0.0.1", port=1, demo=False, database_url="", secret="test" * 12, neighbours=(),
    ))
    built = build(home)
    chance = Random(seed)
    journal = replace(built.journal, clock=clock, random=chance.randbytes)
    press = replace(built.press, wall=clock.now)
    house = replace(built, journal=journal, press=press, editions=Editions(),
                    starters=starters(journal=journal, pair=built.pair))
    own = public_of(home)
    admit_logs(house, own=own, neighbours=())
    return Node(home=home, house=house, clock=clock, identity=identity_of(own))
