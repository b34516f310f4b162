"""What a node of a border does with entries: the timetable, the journeys they start, the tables."""

from dataclasses import replace

from django.apps import apps
from django.db import models

from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House
from kopri.journal.append.outbox import Starter
from kopri.journal.core import Journal
from kopri.journeys.grant_slot import grant_slot
from kopri.journeys.move_bookings import move_bookings
from kopri.journeys.plan_controls import plan_controls
from kopri.journeys.take_back import take_back
from kopri.journeys.timetable import ROUTES

PROJECTING = ("crossing", "queue", "draw", "notice", "documents", "examination", "gate", "control")


def employ(house: House) -> House:
    """The house with all that it does besides keeping journals."""
    tables = _tables()
    journal = replace(
        house.journal, routes={route.payload.KIND: route for route in ROUTES}, tables=tables)
    return replace(house, journal=journal, tables=tables,
                   starters=starters(journal=journal, pair=house.pair))


def starters(*, journal: Journal, pair: PairData) -> dict[str, Starter]:
    """The journeys that entries start, by the names in the timetable."""
    return {
        "grant_slot": lambda entry: grant_slot(journal=journal, entry=entry),
        "take_back": lambda entry: take_back(journal=journal, entry=entry),
        "move_bookings": lambda entry: move_bookings(journal=journal, pair=pair, entry=entry),
        "plan_controls": lambda entry: plan_controls(journal=journal, pair=pair, entry=entry),
    }


def _tables() -> list[type[models.Model]]:
    return [model for label in PROJECTING for model in apps.get_app_config(label).get_models()]
