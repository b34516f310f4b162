"""Rules of inspections."""

from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
_JOINT = "countries/pairs, joint_steps.csv"
_RECOGNITION = "countries/pairs, recognition.csv"


class KnownInspection(Rule):
    """There is no such inspection of this case."""

    code = "inspection.unknown"
    source = _HOUSE
    remedy = "Open the case to see its inspections."


class CaseInReach(Rule):
    """The case is over, or has left this side."""

    code = "inspection.case_over"
    source = _HOUSE
    remedy = "An inspection is arranged while the vehicle is expected or in this side's controls."


class VehicleHere(Rule):
    """The vehicle is not in the controls of this side."""

    code = "inspection.vehicle_not_here"
    source = _HOUSE
    remedy = "Begin when the gate of this side has registered it."


class HostArranges(Rule):
    """The inspection takes place at a post of the other side, which arranges it."""

    code = "inspection.not_the_host"
    source = _HOUSE
    remedy = "Ask the other side."


class OneAtATime(Rule):
    """An inspection of this case is appointed or under way already."""

    code = "inspection.one_at_a_time"
    source = _HOUSE
    remedy = "Take part in that one: goods are unloaded once for all services."


class SomebodyComes(Rule):
    """No service is named."""

    code = "inspection.nobody"
    source = _HOUSE
    remedy = "Name the services that need the goods unloaded."


class ServiceInPlan(Rule):
    """{service} does not see this case on this side."""

    code = "inspection.not_in_plan"
    source = _HOUSE
    remedy = "Name services of the plan."


class GuestByAgreement(Rule):
    """No joint step lets {service} of {side} work at this post: for it this is information only."""

    code = "inspection.information_only"
    source = _JOINT
    remedy = "It reads the record, and signs over it on its own node, once the examination has begun."


class PlaceNamed(Rule):
    """The place is missing."""

    code = "inspection.no_place"
    source = _HOUSE
    remedy = "Say where the goods are unloaded."


class TimeAhead(Rule):
    """The time lies in the past."""

    code = "inspection.time_past"
    source = _HOUSE
    remedy = "Give a time that is still to come."


class LastsSensibly(Rule):
    """An inspection lasts from {least} to {most} minutes."""

    code = "inspection.minutes"
    source = _HOUSE
    remedy = "Give the minutes until the goods are loaded again."


class ReasonGiven(Rule):
    """The reason is missing."""

    code = "inspection.no_reason"
    source = _HOUSE
    remedy = "Say in a few words why."


class NotBegun(Rule):
    """The examination has begun, or was called off."""

    code = "inspection.begun"
    source = _HOUSE
    remedy = "Open the inspection to see how it stands."


class UnderWay(Rule):
    """The inspection is not under way."""

    code = "inspection.not_under_way"
    source = _HOUSE
    remedy = "Begin it first; after its end nothing is added at the vehicle."


class HasBegun(Rule):
    """The inspection has not begun."""

    code = "inspection.not_begun"
    source = _HOUSE
    remedy = "Begin it first."


class HasEnded(Rule):
    """The goods are not loaded yet."""

    code = "inspection.not_ended"
    source = _HOUSE
    remedy = "End the inspection first: what is signed should not change any more."


class OverBeforeClearing(Rule):
    """The inspection in which {service} takes part is not over."""

    code = "inspection.not_over"
    source = _HOUSE
    remedy = "End it and sign its record, or call the appointment off; then decide."


class SignedBeforeClearing(Rule):
    """{service} took part in an inspection and has not signed its record."""

    code = "inspection.not_signed"
    source = _HOUSE
    remedy = "Read the record as it is now and sign it; then decide."


class UndecidedYet(Rule):
    """{service} has cleared this vehicle already."""

    code = "inspection.cleared_already"
    source = _HOUSE
    remedy = "The service takes its decision back first, with a reason."


class KnownWord(Rule):
    """{word} is not in the list."""

    code = "inspection.word_unknown"
    source = _HOUSE
    remedy = "Choose from the list."


class SomethingSaid(Rule):
    """This is missing."""

    code = "inspection.missing"
    source = _HOUSE
    remedy = "Fill it in."


class ShortEnough(Rule):
    """This has more than {most} characters."""

    code = "inspection.too_long"
    source = _HOUSE
    remedy = "Say it shorter."


class CanBePrinted(Rule):
    """This has characters that cannot be printed."""

    code = "inspection.unprintable"
    source = _HOUSE
    remedy = "Type it again."


class IsAPhotograph(Rule):
    """This is no PNG or JPEG picture, or it breaks off."""

    code = "inspection.no_photograph"
    source = _HOUSE
    remedy = "Take the photograph again."


class NumberOnce(Rule):
    """The number {number} is in this record already."""

    code = "inspection.number_twice"
    source = _HOUSE
    remedy = "Check the number on the bag or the seal."


class KnownSample(Rule):
    """There is no sample {number} in this record."""

    code = "inspection.sample_unknown"
    source = _HOUSE
    remedy = "Check the number on the bag."


class InYourHands(Rule):
    """Your service does not have the sample {number}."""

    code = "inspection.not_holder"
    source = _HOUSE
    remedy = "Only who has a sample gives it on."


class GivenToYou(Rule):
    """The sample {number} was not given to your service."""

    code = "inspection.not_given"
    source = _HOUSE
    remedy = "Whoever has it gives it on first; then say that it came."


class OneReceiver(Rule):
    """Name a service or a laboratory, one of the two."""

    code = "inspection.receiver"
    source = _HOUSE
    remedy = "Say to whom the sample is given."


class SealToReplace(Rule):
    """The seal {number} was not broken in this record."""

    code = "inspection.seal_not_broken"
    source = _HOUSE
    remedy = "Note the broken seal first."


class AsYouSawIt(Rule):
    """The record has changed since you saw it."""

    code = "inspection.record_changed"
    source = _HOUSE
    remedy = "Read what was added, then sign."


class SignedAlready(Rule):
    """Your service has signed this record with this conclusion."""

    code = "inspection.signed"
    source = _HOUSE
    remedy = "Nothing has to be done."


class OtherSidesResult(Rule):
    """This is no weighing, scan, sample or seal of the other side."""

    code = "inspection.not_recognisable"
    source = _RECOGNITION
    remedy = "Choose a result of the other side from the record."


class RecognisedByAgreement(Rule):
    """No agreement lets this side take a {subject} of the other side as its own."""

    code = "inspection.not_recognised"
    source = _RECOGNITION
    remedy = "It is information only: do it yourself, or decide without it."


class RecognisedOnce(Rule):
    """Your service has recognised it already."""

    code = "inspection.recognised"
    source = _HOUSE
    remedy = "Nothing has to be done."


class PlausibleTime(Rule):
    """The time given lies in the future."""

    code = "inspection.time_in_future"
    source = _HOUSE
    remedy = "Give the time when it happened, in UTC."
