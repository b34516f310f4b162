"""What a node of a border does with entries: the timetable, the journeys they start, the tables."""

from dataclasses import replace

from django.apps import apps
from django.db import models

from kopri.adapters.ledger_payments import LedgerPayments
from kopri.domains.attendance.ports import Messenger
from kopri.domains.fees.ports import Payments
from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House
from kopri.journal.append.outbox import Starter
from kopri.journal.core import Journal
from kopri.journal.types import Entry
from kopri.journeys.answer_change import answer_change
from kopri.journeys.grant_slot import grant_slot
from kopri.journeys.keep_bound import keep_bound
from kopri.journeys.move_bookings import move_bookings
from kopri.journeys.pass_on import pass_on
from kopri.journeys.plan_controls import plan_controls
from kopri.journeys.release_cleared import release_cleared
from kopri.journeys.serve_claims import serve_claims
from kopri.journeys.show_readiness import readiness_of
from kopri.journeys.take_back import take_back
from kopri.journeys.tell_move import tell_move
from kopri.journeys.tell_safety import tell_safety
from kopri.journeys.timetable import ROUTES

PROJECTING = ("crossing", "queue", "attendance", "draw", "fees", "notice", "documents",
              "examination", "gate", "weighing", "lanes", "priority", "control", "outcomes", "returns", "fallback", "handover", "calling", "customs", "inspection")


def employ(house: House, *, keeps_books: bool = False) -> House:
    """The house with all that it does besides keeping journals. ``keeps_books``: of fees."""
    tables = _tables()
    journal = replace(
        house.journal, routes={route.payload.KIND: route for route in ROUTES}, tables=tables)
    payments = LedgerPayments() if keeps_books else None
    return replace(house, journal=journal, tables=tables, payments=payments,
                   starters=starters(journal=journal, pair=house.pair, payments=payments,
                                     messenger=house.messenger))


def starters(
    *, journal: Journal, pair: PairData, payments: Payments | None = None,
    messenger: Messenger | None = None,
) -> dict[str, Starter]:
    """The journeys that entries start, by the names in the timetable."""

    def serve(entry: Entry) -> None:
        serve_claims(journal=journal, pair=pair, entry=entry, payments=payments)

    def grant(entry: Entry) -> None:
        if entry.payload.get("claim"):  # out of turn first; else as everybody
            serve(entry)
        grant_slot(journal=journal, pair=pair, entry=entry, payments=payments)

    return {
        "grant_slot": grant,
        "answer_change": lambda entry: answer_change(
            journal=journal, pair=pair, entry=entry, payments=payments),
        "keep_bound": lambda entry: keep_bound(journal=journal, entry=entry),
        "take_back": lambda entry: take_back(journal=journal, entry=entry),
        "tell_move": lambda entry: tell_move(
            pair=pair, messenger=messenger, entry=entry,
            readiness=lambda case: readiness_of(journal=journal, pair=pair, case=case)),
        "move_bookings": lambda entry: move_bookings(journal=journal, pair=pair, entry=entry),
        "serve_claims": serve,
        "tell_safety": lambda entry: tell_safety(journal=journal, entry=entry),
        "pass_on": lambda entry: pass_on(
            journal=journal, pair=pair, entry=entry, holds=payments is not None),
        "plan_controls": lambda entry: plan_controls(journal=journal, pair=pair, entry=entry),
        "release_cleared": lambda entry: release_cleared(journal=journal, pair=pair, entry=entry),
    }


def _tables() -> list[type[models.Model]]:
    return [model for label in PROJECTING for model in apps.get_app_config(label).get_models()]
