"""Why a paper is needed: one class for each ``when`` of ``documents.csv``; its docstring says it.

A rule sees the paper, one part of the case, and the case; it never sees risk.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from kopri.engines.readiness.values import Answer, Case, Kind, Paper, Part, Side
from kopri.kernel.rules import Rule

PERSONS = "persons"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a rule looks at besides the paper. ``shown``: somebody has shown this very paper."""

    part: Part
    case: Case
    side: Side
    shown: bool


class Needed(Rule):
    """Base: a reason to ask for a paper. ``about``: for what it is asked."""

    when: ClassVar[str]
    about: ClassVar[Kind] = Kind.CONSIGNMENT
    # a page that anybody may open by a reference does not name such a paper
    discreet: ClassVar[bool] = False

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        """Whether the paper is asked for."""
        raise NotImplementedError

    @classmethod
    def subject(cls, paper: Paper) -> Kind:
        """For what this paper is asked."""
        return Kind.PERSON if PERSONS in paper.modes else cls.about


def _if_shown(on: Ground) -> Answer:
    return Answer.NEEDED if on.shown else Answer.NO


class EveryVehicle(Needed):
    """Every vehicle needs it."""

    when, about = "every_vehicle", Kind.VEHICLE
    code = "readiness.every_vehicle"
    source = "documents.csv"
    remedy = "Attach it, or bring it along."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return Answer.NEEDED


class Loaded(Needed):
    """Goods are carried; an empty vehicle does not need it."""

    when = "loaded"
    code = "readiness.loaded"
    source = "documents.csv"
    remedy = "Attach it, or name it in the notice."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return Answer.NEEDED


class Optional(Needed):
    """It may be shown; nobody asks for it."""

    when = "optional"
    code = "readiness.optional"
    source = "documents.csv"
    remedy = "Nothing has to be done."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return Answer.OFFERED if on.shown else Answer.NO


class Transit(Needed):
    """The goods go on to another country."""

    when = "transit"
    code = "readiness.transit"
    source = "documents.csv"
    remedy = "Lodge the transit with the customs of the country that is crossed."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        if not on.part.destination:
            return Answer.MAYBE
        through = on.part.destination.lower() != on.side.code
        return Answer.NEEDED if through else Answer.NO


class SeveralPackages(Needed):
    """There is more than one package."""

    when = "several_packages"
    code = "readiness.several_packages"
    source = "documents.csv"
    remedy = "Attach it, or name it in the notice."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        if on.part.packages is None:
            return Answer.MAYBE
        return Answer.NEEDED if on.part.packages > 1 else Answer.NO


class SpsGoods(Needed):
    """Goods of this kind are seen by this service."""

    when = "sps_goods"
    code = "readiness.sps_goods"
    source = "documents.csv"
    remedy = "Ask the service of the country of origin for it before loading."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        if paper.sps_role in on.part.sps_roles.get(paper.side, ()):
            return Answer.NEEDED
        return Answer.NO if on.part.coded else Answer.MAYBE


class Dangerous(Needed):
    """Dangerous goods are carried."""

    when, discreet = "dangerous", True
    code = "readiness.dangerous"
    source = "documents.csv"
    remedy = "Attach the dangerous goods declaration and the driver's card."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        if on.part.dangerous is None:
            return Answer.MAYBE
        return Answer.NEEDED if on.part.dangerous else Answer.NO


class Overweight(Needed):
    """The vehicle is above this side's weight limit."""

    when, about = "overweight", Kind.VEHICLE
    code = "readiness.overweight"
    source = "documents.csv"
    remedy = "Ask for the special permit before the trip, or unload."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return on.side.overweight


class PermitRegime(Needed):
    """A permit is asked for until the two states' agreement waives it."""

    when, about = "permit_regime", Kind.VEHICLE
    code = "readiness.permit_regime"
    source = "documents.csv"
    remedy = "Ask the transport authority for the permit."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return Answer.NO if paper.regime else Answer.NEEDED


class Humanitarian(Needed):
    """The cargo is announced as humanitarian."""

    when, discreet = "humanitarian", True
    code = "readiness.humanitarian"
    source = "documents.csv"
    remedy = "The state body sends the list before the booking."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return _if_shown(on)


class Authority(Needed):
    """The two customs services send it to each other."""

    when, about = "authority", Kind.CASE
    code = "readiness.authority"
    source = "documents.csv"
    remedy = "Nothing has to be done."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return Answer.AUTHORITY


class EveryPerson(Needed):
    """Every person needs it."""

    when, about = "person", Kind.PERSON
    code = "readiness.person"
    source = "documents.csv"
    remedy = "Carry it with you."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return Answer.NEEDED


class Foreigner(Needed):
    """Every foreigner needs it."""

    when, about = "foreigner", Kind.PERSON
    code = "readiness.foreigner"
    source = "documents.csv"
    remedy = "Ask the consulate for it before the trip."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return _if_foreign(on, then=Answer.NEEDED)


def _if_foreign(on: Ground, *, then: Answer) -> Answer:
    if not on.part.citizenship:
        return Answer.MAYBE
    return then if on.part.citizenship.lower() != on.side.code else Answer.NO


class BorderResident(Needed):
    """Who lives in the border region proves it, while the simplified regime is in force."""

    when, about = "border_resident", Kind.PERSON
    code = "readiness.border_resident"
    source = "documents.csv"
    remedy = "Carry it with you; while the regime is suspended a visa is needed."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return _if_shown(on) if paper.regime else Answer.NO


class BorderZone(Needed):
    """The person stays in the border zone."""

    when, about = "border_zone", Kind.PERSON
    code = "readiness.border_zone"
    source = "documents.csv"
    remedy = "Ask the migration service for it before the trip."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return _if_shown(on)


class SeasonalWorker(Needed):
    """The person comes to work for a season."""

    when, about = "seasonal_worker", Kind.PERSON
    code = "readiness.seasonal_worker"
    source = "documents.csv"
    remedy = "The employer asks for it before the work begins."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return _if_shown(on)


class AfterBorder(Needed):
    """A foreigner who stays does this after the border."""

    when, about = "after_border", Kind.PERSON
    code = "readiness.after_border"
    source = "documents.csv"
    remedy = "Do it within the days that are given."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return _if_foreign(on, then=Answer.AFTERWARDS)


class Escort(Needed):
    """The goods are escorted electronically."""

    # customs order it at the border; it never follows from anything here
    when, about = "escort", Kind.CASE
    code = "readiness.escort"
    source = "documents.csv"
    remedy = "Customs put the seal on."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return Answer.AT_BORDER if on.shown else Answer.NO


class Refused(Needed):
    """This side has refused; the service hands over the act."""

    when, about = "refused", Kind.CASE
    code = "readiness.refused"
    source = "documents.csv"
    remedy = "Ask for the act: it names the reason and where to appeal."

    @classmethod
    def answer(cls, paper: Paper, on: Ground) -> Answer:
        return Answer.AT_BORDER if on.side.refused else Answer.NO


RULES: dict[str, type[Needed]] = {
    rule.when: rule for rule in (
        EveryVehicle, Loaded, Optional, Transit, SeveralPackages, SpsGoods, Dangerous, Overweight,
        PermitRegime, Humanitarian, Authority, EveryPerson, Foreigner, BorderResident, BorderZone,
        SeasonalWorker, AfterBorder, Escort, Refused,
    )
}


def of_the_vehicle(whens: Iterable[str]) -> bool:
    """Whether such a paper is the vehicle's own: it goes with it when a trailer is handed over."""
    return any(RULES[when].about is Kind.VEHICLE for when in whens)
