"""What a node of a border does with entries: the timetable, the journeys they start, the tables."""

from dataclasses import replace

from django.apps import apps
from django.db import models

from kopri.interfaces.house import House
from kopri.journeys.grant_slot import grant_slot
from kopri.journeys.plan_controls import plan_controls
from kopri.journeys.timetable import ROUTES

PROJECTING = ("crossing", "queue", "notice", "documents", "examination", "gate", "control")


def employ(house: House) -> House:
    """The house with all that it does besides keeping journals."""
    tables, pair = _tables(), house.pair
    journal = replace(
        house.journal, routes={route.payload.KIND: route for route in ROUTES}, tables=tables)
    return replace(house, journal=journal, tables=tables, starters={
        "grant_slot": lambda entry: grant_slot(journal=journal, entry=entry),
        "plan_controls": lambda entry: plan_controls(journal=journal, pair=pair, entry=entry),
    })


def _tables() -> list[type[models.Model]]:
    return [model for label in PROJECTING for model in apps.get_app_config(label).get_models()]
