"""What a regime may be, who may sign it, and which vehicles are released under it."""

from collections.abc import Collection, Iterator, Mapping

from kopri.domains.fallback.types import Cause, Result, Standing
from kopri.engines.countrydata.falling_back import NEVER_MISSED
from kopri.kernel.errors import Fault
from kopri.kernel.lines import UNTOLD
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/decisions/0045-fallback"
_RULES = "Köpri, docs/reference/rules"


class CrossingHasRegime(Rule):
    """At this crossing no service may be missed."""

    code = "fallback.none_here"
    source = _HOUSE
    remedy = "Vehicles wait until the service works again; close the point if that takes long."


class NoneYet(Rule):
    """A regime is in force here already."""

    code = "fallback.in_force"
    source = _HOUSE
    remedy = "Renew it, or end it and declare another."


class SomeServiceNamed(Rule):
    """No service is named that may be missed."""

    code = "fallback.no_service"
    source = _HOUSE
    remedy = "Choose the services that cannot work."


class MayBeMissed(Rule):
    """{service} may not be missed here."""

    code = "fallback.never_missed"
    source = _HOUSE
    remedy = "Choose among the services that the list shows; border guard and migration never are."


class KnownCause(Rule):
    """{cause} is no cause that can be given."""

    code = "fallback.cause_unknown"
    source = _RULES
    remedy = "Choose system, line or power."


class ReasonSaid(Rule):
    """The reason is missing, or has more than {most} characters."""

    code = "fallback.no_reason"
    source = _RULES
    remedy = "Say in a few words what is down."


class InForce(Rule):
    """No fallback regime is in force here."""

    code = "fallback.not_in_force"
    source = _HOUSE
    remedy = "Wait for every service; a shift head may declare a regime."


class SecondPerson(Rule):
    """You signed last; another person has to renew it."""

    code = "fallback.same_person"
    source = _HOUSE
    remedy = "Ask another shift head of the post."


class NothingElseToWaitFor(Rule):
    """These services have not cleared it and may not be missed: {services}."""

    code = "fallback.service_needed"
    source = _HOUSE
    remedy = "Wait until they have decided."


class SomethingMissed(Rule):
    """Nobody has to be missed for this vehicle."""

    code = "fallback.nothing_missed"
    source = _HOUSE
    remedy = "Open the case: it is released by its services, or not yet in this side's controls."


class GoodsAllowed(Rule):
    """Dangerous goods and live animals are not released under a regime."""

    code = "fallback.goods_excluded"
    source = _HOUSE
    remedy = "The vehicle waits until every service has seen it."


class NotHeld(Rule):
    """The vehicle is held, or a part of it."""

    code = "fallback.held"
    source = _HOUSE
    remedy = "The service that holds it has to lift the hold."


class NotInspected(Rule):
    """An inspection of the vehicle is appointed or under way."""

    code = "fallback.inspected"
    source = _HOUSE
    remedy = "End it, or call the appointment off."


class NotWanted(Rule):
    """A service of this side wants to see this vehicle."""

    code = "fallback.wanted"
    source = _HOUSE
    remedy = "The vehicle waits until every service has seen it."


class UnderTheCap(Rule):
    """{released} vehicles were released in the last hour, and the cap is {cap}."""

    code = "fallback.over_cap"
    source = _HOUSE
    remedy = "Wait until an hour has passed since one of them."


class WaitsForSecondLook(Rule):
    """Your service has nothing to look at again here."""

    code = "fallback.nothing_to_reexamine"
    source = _HOUSE
    remedy = "Open the list: another officer may have done it already."


class KnownResult(Rule):
    """{result} is no result."""

    code = "fallback.result_unknown"
    source = _RULES
    remedy = "Choose in order, or differs."


class DifferenceSaid(Rule):
    """What differs is not said."""

    code = "fallback.no_difference"
    source = _RULES
    remedy = "Say in a few words what differs."


class PackSize(Rule):
    """A pack has between 0 and {most} stickers."""

    code = "fallback.pack_size"
    source = _RULES
    remedy = "Give a smaller number; a second pack can be printed."


class KnownPack(Rule):
    """There is no such pack here."""

    code = "fallback.pack_unknown"
    source = _RULES
    remedy = "Print a new one."


class StickerOrCase(Rule):
    """Neither a sticker nor a case of {text} is known here."""

    code = "fallback.sticker_unknown"
    source = _RULES
    remedy = "Scan the sticker again, or type the reference as printed."


class StickerFree(Rule):
    """This sticker is on the vehicle of case {reference} already."""

    code = "fallback.sticker_used"
    source = _RULES
    remedy = "Open that case, or scan the sticker that is on this vehicle."


class OneCaseMeant(Rule):
    """Several cases of this plate are open: {references}."""

    code = "fallback.several_cases"
    source = _RULES
    remedy = "Enter the reference of the right one instead of the sticker's."


class PlateWritten(Rule):
    """The plate is missing."""

    code = "fallback.no_plate"
    source = _RULES
    remedy = "Enter the plate as it was written."


class TimesInOrder(Rule):
    """The times are not in order: arrival, registration, and nothing after now."""

    code = "fallback.times"
    source = _RULES
    remedy = "Enter the times as they were written, in the post's local time."


MOST_STICKERS, LONGEST_REASON = 100, 500


def broken_declaration(
    *, services: Collection[str], roles: Mapping[str, str], allowed: Collection[str], cause: str,
    reason: str,
) -> Iterator[Fault]:
    """What is wrong with a regime. ``roles``: of the side's services; ``allowed``: by its data."""
    if not services:
        yield SomeServiceNamed.fault(path="/services")
    for service in services:
        role = roles.get(service, "")
        if role not in allowed or role in NEVER_MISSED:
            yield MayBeMissed.fault(path="/services", service=service[:32])
    if cause not in {each.value for each in Cause}:
        yield KnownCause.fault(path="/cause", cause=cause[:32] or "-")
    if not 0 < len(reason) <= LONGEST_REASON:
        yield ReasonSaid.fault(path="/reason", most=LONGEST_REASON)


def broken_release(standing: Standing) -> Iterator[Fault]:
    """What speaks against releasing under the regime, all at once."""
    if standing.needed:
        yield NothingElseToWaitFor.fault(services=", ".join(standing.needed))
    elif not standing.missed:
        yield SomethingMissed.fault()
    if standing.goods in UNTOLD:
        yield GoodsAllowed.fault()
    if standing.held:
        yield NotHeld.fault()
    if standing.inspected:
        yield NotInspected.fault()
    if standing.wanted:
        yield NotWanted.fault()
    if standing.released >= standing.cap:
        yield UnderTheCap.fault(released=standing.released, cap=standing.cap)


def broken_result(*, result: str, note: str) -> Iterator[Fault]:
    """What a second look lacks."""
    if result not in {each.value for each in Result}:
        yield KnownResult.fault(path="/result", result=result[:32] or "-")
    elif result == Result.DIFFERS.value and not note:
        yield DifferenceSaid.fault(path="/note")
    if len(note) > LONGEST_REASON:
        yield ReasonSaid.fault(path="/note", most=LONGEST_REASON)
