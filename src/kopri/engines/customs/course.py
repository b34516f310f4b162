"""The course of one declaration: pure steps, each from what is known to what is known then.

A step that changes nothing answers nothing: goods arrive once and leave once, however often that
is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum


class Kind(Enum):
    """An answer's kind, by its function code (UN/EDIFACT 1225 as such systems use it)."""

    ACCEPTED = "01"
    RECEIVED = "02"
    REJECTED = "03"
    CONTROLLED = "05"
    ARRIVAL_NOTED = "07"  # what the arrival has added to the declaration
    GOODS_RELEASED = "08"  # under a carnet or another cover that is discharged elsewhere
    CLEARED = "09"
    INVALIDATED = "10"
    REQUEST_ANSWERED = "11"
    LEFT = "16"
    QUERIED = "51"


class Stage(Enum):
    """How far the declaration is."""

    LODGED = "lodged"  # before the goods
    CONTROLLED = "controlled"
    CLEARED = "cleared"
    LEFT = "left"
    INVALIDATED = "invalidated"
    REJECTED = "rejected"


ENDED = frozenset({Stage.LEFT, Stage.INVALIDATED, Stage.REJECTED})

# the last letter of the declaration type: WCO/EU data element 1/2
BEFORE_GOODS = frozenset("DEFK")
SUPPLEMENTARY = frozenset("XYZ")
# what a traveller carries leaves with him: nobody confirms the exit (additional statement codes)
BAGGAGE = frozenset({"MIB01", "MIB02"})
# a carnet or an accompanying document covers the goods until it is discharged
COVER_DOCUMENTS = frozenset({"CPD", "ATA", "TIR"})
COVER_STATEMENTS = frozenset({"ECONR"})
APPROVED, NOT_APPROVED = "39", "41"  # status of a request for amendment or cancellation


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Of a declaration, what its course depends on.

    ``units``: the consignment references (UCR) that it is of, and those of what it is packed with.
    ``faults``: what is missing or not known, as pointers into the document; they reject it.
    ``checks``: how many of its papers another register is asked about before it is cleared.
    """

    reference: str
    type_code: str
    units: tuple[str, ...] = ()
    location: str = ""
    exit_office: str = ""
    statements: frozenset[str] = frozenset()
    previous: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()
    checks: int = 0
    control: bool = False

    @property
    def letter(self) -> str:
        """The additional declaration type."""
        return self.type_code[-1:]

    @property
    def before_goods(self) -> bool:
        """Lodged before the goods are there; accepted when they are."""
        return self.letter in BEFORE_GOODS

    @property
    def covered(self) -> bool:
        """A carnet or an accompanying document stands for the exit."""
        return bool(self.previous & COVER_DOCUMENTS or self.statements & COVER_STATEMENTS)

    @property
    def confirms_exit(self) -> bool:
        """Whether the system says that the goods have left."""
        return not (self.covered or self.statements & BAGGAGE or self.letter in SUPPLEMENTARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer. ``about``: the reference of what is answered, the declaration's or a movement's;
    ``code``: a status or statement; ``place``: goods location or office; ``paths``: of what."""

    kind: Kind
    about: str
    version: int = 0
    code: str = ""
    place: str = ""
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A declaration in a system."""

    declared: Declared
    stage: Stage
    version: int = 1
    place: str = ""

    @classmethod
    def new(cls, declared: Declared) -> "Course":
        """One that has just come."""
        return cls(declared=declared, stage=Stage.LODGED, place=declared.location)

    @property
    def about(self) -> str:
        """The declarant's reference."""
        return self.declared.reference


Step = tuple[Course, tuple[Answer, ...]]


def lodged(declared: Declared) -> Step:
    """A declaration comes: rejected, received to wait for its goods, or accepted and judged."""
    course = Course.new(declared)
    if declared.faults:
        return replace(course, stage=Stage.REJECTED), (
            Answer(kind=Kind.REJECTED, about=course.about, paths=declared.faults),)
    if declared.before_goods:
        return course, (Answer(kind=Kind.RECEIVED, about=course.about, version=1),)
    return _judged(course, noted=False)


def arrived(course: Course, *, movement: str, place: str, confirms: bool = True) -> Step:
    """The goods are there. ``confirms``: the message about it is answered too."""
    if course.stage is not Stage.LODGED:
        return course, ()
    receipt = (Answer(kind=Kind.RECEIVED, about=movement),) if confirms else ()
    here, answers = _judged(replace(course, version=course.version + 1,
                                    place=place or course.place), noted=True)
    return here, (*receipt, *answers)


def _judged(course: Course, *, noted: bool) -> Step:
    """Accepted; then cleared, or kept for a control or until papers are confirmed."""
    declared, about, version = course.declared, course.about, course.version
    answers = [Answer(kind=Kind.ACCEPTED, about=about, version=version)]
    if declared.checks or declared.control:
        kept = Kind.CONTROLLED if declared.control else Kind.QUERIED
        answers += [Answer(kind=kept, about=about, version=version)] * max(1, declared.checks)
        return replace(course, stage=Stage.CONTROLLED), tuple(answers)
    if noted:
        answers.append(Answer(kind=Kind.ARRIVAL_NOTED, about=about, version=version,
                              place=course.place))
    return replace(course, stage=Stage.CLEARED), (*answers, *_cleared(course))


def _cleared(course: Course) -> Iterator[Answer]:
    if course.declared.covered:
        yield Answer(kind=Kind.GOODS_RELEASED, about=course.about, version=course.version)
    yield Answer(kind=Kind.CLEARED, about=course.about, version=course.version, code="A2")


def examined(course: Course, *, passed: bool) -> Step:
    """A control ends: cleared, or invalidated by the office."""
    if course.stage is not Stage.CONTROLLED:
        return course, ()
    if passed:
        return replace(course, stage=Stage.CLEARED), tuple(_cleared(course))
    return replace(course, stage=Stage.INVALIDATED), (_invalidated(course, by="2"),)


def departed(course: Course) -> Step:
    """The goods have left; only what was cleared may."""
    if course.stage is not Stage.CLEARED or not course.declared.confirms_exit:
        return course, ()
    return replace(course, stage=Stage.LEFT), (Answer(
        kind=Kind.LEFT, about=course.about, version=course.version, code="A1",
        place=course.declared.exit_office),)


def withdrawn(course: Course) -> Step:
    """The declarant asks to invalidate it: granted until the goods have left."""
    receipt = Answer(kind=Kind.RECEIVED, about=course.about)
    if course.stage in ENDED:
        return course, (receipt, _request(course, NOT_APPROVED))
    return replace(course, stage=Stage.INVALIDATED), (
        receipt, _request(course, APPROVED), _invalidated(course, by="3"))


def amended(course: Course) -> Step:
    """The declarant asks to change it: granted until the goods have left, as a new version."""
    receipt = Answer(kind=Kind.RECEIVED, about=course.about)
    if course.stage in ENDED:
        return course, (receipt, _request(course, NOT_APPROVED))
    return replace(course, version=course.version + 1), (receipt, _request(course, APPROVED))


def _request(course: Course, status: str) -> Answer:
    return Answer(kind=Kind.REQUEST_ANSWERED, about=course.about, code=status)


def _invalidated(course: Course, *, by: str) -> Answer:
    """``by``: 3 at the declarant's request, 2 by the office."""
    return Answer(kind=Kind.INVALIDATED, about=course.about, version=course.version, code=by)
