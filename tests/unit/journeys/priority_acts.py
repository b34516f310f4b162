"""Acts of priorities and of whoever holds a case, each ready for every role to try, and who may."""

from collections.abc import Callable

from kopri.domains.priority.operations import Claiming, Danger, SentList
from kopri.domains.priority.queries import claims_of, safety_calls
from kopri.journeys.call_for_safety import call_for_safety, calls_for_safety, countersign
from kopri.journeys.serve_claims import (
    claim_priority,
    claims_to_decide,
    decide_claim,
    list_vehicles,
)
from kopri.journeys.share_case import renew_link, share_case
from kopri.journeys.show_booking import show_booking
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground, Refusal
from tests.border import OUT, Border
from tests.unit.domains.priority.claiming import claim, hours, loaded

Act = Callable[[Actor], object]
SICK = Danger(danger="person", reason="the driver cannot breathe")
PLATE = "700 ABC 12"


def calling_for_safety(border: Border) -> Act:
    return lambda who: call_for_safety(
        **border.common, actor=who, reference=_waiting(border), danger=SICK)


def seeing_calls_for_safety(border: Border) -> Act:
    return lambda who: calls_for_safety(**border.paired, actor=who)


def countersigning(border: Border) -> Act:
    def signing(who: Actor) -> object:
        call_for_safety(**border.common, actor=border.gate(), reference=_waiting(border),
                        danger=SICK)
        found, = (each for each in safety_calls(directions=[OUT]) if not each.signed)
        try:
            return countersign(**border.common, actor=who, call=found.uid)
        except Refusal:
            countersign(**border.common, actor=border.head(), call=found.uid)
            raise

    return signing


def claiming(border: Border) -> Act:
    border.capacity()
    reference = border.open()
    return lambda who: claim_priority(
        **border.paired, actor=who, reference=reference,
        claiming=Claiming(claim="perishable", wishes=hours(border, 9)))


def deciding(border: Border) -> Act:
    """Nobody of these: the row names no service that approves."""
    reference = loaded(border)
    claim(border, reference, "perishable", 9)
    found = claims_of([reference])[reference]
    return lambda who: decide_claim(
        **border.paired, actor=who, claim=found.uid, approved=True, reason="in order")


def seeing_claims_to_decide(border: Border) -> Act:
    return lambda who: claims_to_decide(**border.paired, actor=who)


def listing_vehicles(border: Border) -> Act:
    """Customs alone, who are none of these."""
    return lambda who: list_vehicles(**border.paired, actor=who, sent=SentList(
        rule="PR01", body="Kazpost", received="2026-01-05", plates=[PLATE]))


def seeing_the_booking(border: Border) -> Act:
    reference = border.open()
    return lambda who: show_booking(**border.paired, actor=who, reference=reference)


def ending_the_drivers_link(border: Border) -> Act:
    reference = border.open()
    return lambda who: renew_link(**border.common, actor=who, reference=reference)


def seeing_the_drivers_link(border: Border) -> Act:
    reference = border.open()

    def seeing(who: Actor) -> object:
        if share_case(actor=who, reference=reference) is None:
            raise Refusal([], ground=Ground.MISSING)
        return None

    return seeing


def _waiting(border: Border) -> str:
    reference = border.open()
    border.read(reference)
    return reference


POST = {"gate", "head"}
INSPECTORS = {"own service", "other service"}
PRIORITY_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (calling_for_safety, POST), (seeing_calls_for_safety, POST), (countersigning, POST), (claiming, {"own carrier"} | POST),
    (seeing_the_booking, {"own carrier"} | POST),
    (ending_the_drivers_link, {"own carrier"}), (seeing_the_drivers_link, {"own carrier"} | POST),
    (seeing_claims_to_decide, INSPECTORS), (deciding, set()), (listing_vehicles, set()),
]
