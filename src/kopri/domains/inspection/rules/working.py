"""What speaks against what is added to a record, handed on, signed and recognised."""

from collections.abc import Iterable, Iterator, Mapping

from kopri.domains.inspection.rules.arranging import (
    LONGEST_LINE,
    LONGEST_WORDS,
    Place,
    broken_words,
)
from kopri.domains.inspection.rules.folding import state_of
from kopri.domains.inspection.rules.law import (
    AsYouSawIt,
    GivenToYou,
    GuestByAgreement,
    HasBegun,
    HasEnded,
    InYourHands,
    KnownSample,
    KnownWord,
    NumberOnce,
    OneReceiver,
    OtherSidesResult,
    RecognisedByAgreement,
    RecognisedOnce,
    SealToReplace,
    ServiceInPlan,
    SignedAlready,
    SomethingSaid,
    UnderWay,
)
from kopri.domains.inspection.states import InspectionState
from kopri.domains.inspection.types import (
    SUBJECTS,
    Conclusion,
    Fact,
    Found,
    Photographed,
    Record,
    Sample,
    SampleGiven,
    SampleReceived,
    SampleTaken,
    SampleTested,
    SealBroken,
    SealSet,
    Standing,
    Written,
)
from kopri.kernel.errors import Fault

LONGEST_NUMBER = 40
# fields that must say something, by entry
_NEEDED: dict[type[Fact], tuple[str, ...]] = {
    Found: ("found",), Photographed: ("shows",), SampleTaken: ("sample", "of", "amount"),
    SampleGiven: ("sample",), SampleReceived: ("sample",),
    SampleTested: ("sample", "laboratory", "report", "result"), SealBroken: ("seal",),
    SealSet: ("seal", "where"),
}
_LONGEST = {"remark": LONGEST_WORDS, "result": LONGEST_WORDS, "unit": 16, "part": 32, **dict.fromkeys(
    ("sample", "seal", "instead_of", "report", "amount", "receipt"), LONGEST_NUMBER)}
# as recognition.csv calls what an entry says
_RESULTS = {"sample_taken": "sample", "sample_tested": "sample", "seal_set": "seal"}


def broken_part(record: Record, *, place: Place, side: str, service: str) -> Iterator[Fault]:
    """Whose work it is: services of the host's plan, and guests that a joint step lets in."""
    if record.head.stands_as(side, service) is Standing.INFORMATION:
        yield GuestByAgreement.fault(service=service, side=side.upper())
    elif side == record.head.side and service not in place.planned.get(side, ()):
        yield ServiceInPlan.fault(service=service)


def broken_moment(record: Record, *, at_the_vehicle: bool) -> Iterator[Fault]:
    """At the vehicle only while it is under way; samples go on afterwards."""
    if at_the_vehicle and state_of(record) is not InspectionState.UNDER_WAY:
        yield UnderWay.fault()
    elif record.head.began is None:
        yield HasBegun.fault()


def broken_fact(fact: Fact, *, record: Record) -> Iterator[Fault]:
    """What is wrong with what is said."""
    yield from _broken_texts(fact)
    if isinstance(fact, Found) and fact.what not in SUBJECTS:
        yield KnownWord.fault(path="/what", word=fact.what[:24])
    if isinstance(fact, SampleTaken) and _sample(record, fact.sample) is not None:
        yield NumberOnce.fault(path="/sample", number=fact.sample)
    if isinstance(fact, SampleGiven | SampleReceived | SampleTested):
        yield from _broken_hand(fact, sample=_sample(record, fact.sample))
    if isinstance(fact, SealSet | SealBroken):
        yield from _broken_seal(fact, record=record)


def _broken_texts(fact: Fact) -> Iterator[Fault]:
    for name in fact.__struct_fields__:
        text, most = getattr(fact, name), _LONGEST.get(name, LONGEST_LINE)
        if name in _NEEDED[type(fact)] and not text.strip():
            yield SomethingSaid.fault(path=f"/{name}")
        if isinstance(text, str):
            yield from broken_words(text, path=f"/{name}", most=most)


def _sample(record: Record, number: str) -> Sample | None:
    return next((each for each in record.samples if each.number == number), None)


def _broken_hand(
    fact: SampleGiven | SampleReceived | SampleTested, *, sample: Sample | None
) -> Iterator[Fault]:
    """Hand to hand."""
    if sample is None:
        yield KnownSample.fault(path="/sample", number=fact.sample)
        return
    mine = (fact.side, fact.service) == sample.holder[:2]
    if isinstance(fact, SampleGiven):
        if bool(fact.to_service) == bool(fact.to_laboratory):
            yield OneReceiver.fault(path="/to_service")
        if not mine or sample.offered is not None:
            yield InYourHands.fault(path="/sample", number=fact.sample)
    elif isinstance(fact, SampleReceived):
        if (fact.side, fact.service, fact.laboratory) != sample.offered:
            yield GivenToYou.fault(path="/sample", number=fact.sample)
    elif not mine:
        yield InYourHands.fault(path="/sample", number=fact.sample)


def _broken_seal(fact: SealSet | SealBroken, *, record: Record) -> Iterator[Fault]:
    known = {each.number: each for each in record.seals}
    seal = known.get(fact.seal)
    if isinstance(fact, SealBroken):
        if seal is not None and seal.broken is not None:
            yield NumberOnce.fault(path="/seal", number=fact.seal)
        return
    if seal is not None:
        yield NumberOnce.fault(path="/seal", number=fact.seal)
    replaced = known.get(fact.instead_of)
    if fact.instead_of and (replaced is None or replaced.broken is None):
        yield SealToReplace.fault(path="/instead_of", number=fact.instead_of)


def broken_signature(
    record: Record, *, place: Place, by: tuple[str, str], digest: str, conclusion: str
) -> Iterator[Fault]:
    """A service that sees the case on its side, over the record as it was before its officer."""
    if record.head.began is None or record.head.ended is None:
        yield HasEnded.fault()
    yield from _of_the_case(record, place=place, by=by)
    if conclusion not in {each.value for each in Conclusion}:
        yield KnownWord.fault(path="/conclusion", word=conclusion[:24])
    if digest != record.digest:
        yield AsYouSawIt.fault(path="/digest")
    if any(each.written.by == by and each.current and each.conclusion.value == conclusion
           for each in record.signatures):
        yield SignedAlready.fault()


def broken_weighing(
    *, by: tuple[str, str], fact: str, basis: str, place: Place, recognised: Iterable[Written]
) -> Iterator[Fault]:
    """A weighing at the other side's gate counts without an inspection, where an agreement says so."""
    if not basis:
        yield RecognisedByAgreement.fault(path="/fact", subject="weighing")
    if by[1] not in place.planned.get(by[0], ()):
        yield ServiceInPlan.fault(service=by[1])
    if any(each.by == by and each.said["fact"] == fact for each in recognised):
        yield RecognisedOnce.fault(path="/fact")


def _of_the_case(record: Record, *, place: Place, by: tuple[str, str]) -> Iterator[Fault]:
    """A service of the own side's plan, or a guest at the host's post."""
    guest = record.head.stands_as(*by) is Standing.JOINT
    if not guest and by[1] not in place.planned.get(by[0], ()):
        yield ServiceInPlan.fault(service=by[1])


def subject_of(fact: Written) -> str:
    """What a fact is, as ``recognition.csv`` calls it; empty where it is nothing of the kind."""
    if fact.act == "found":
        what = str(fact.said["what"])
        return what if what in ("weighing", "scan") else ""
    return _RESULTS.get(fact.act, "")


def recognisable(record: Record, *, side: str) -> list[Written]:
    """Results of the other side that an agreement might let count."""
    tested = [act for each in record.samples for act in each.tested]
    return [fact for fact in (*record.facts, *tested) if fact.side != side and subject_of(fact)]


def broken_recognition(
    record: Record, *, by: tuple[str, str], fact: str, place: Place, bases: Mapping[str, str]
) -> Iterator[Fault]:
    """``bases``: the agreement for each subject that this side recognises at the host's post."""
    found = {each.uid: each for each in recognisable(record, side=by[0])}.get(fact)
    if found is None:
        yield OtherSidesResult.fault(path="/fact")
        return
    if not bases.get(subject_of(found)):
        yield RecognisedByAgreement.fault(path="/fact", subject=subject_of(found))
    yield from _of_the_case(record, place=place, by=by)
    if any(each.by == by and each.said["fact"] == fact for each in record.recognised):
        yield RecognisedOnce.fault(path="/fact")
