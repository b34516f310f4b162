"""A simulated customs system: keeps declarations, takes them through their course, answers.

What it keeps lies in a mapping of names to bytes; ``keeping.Folder`` makes that durable. Every
message is answered with all that the declaration was ever answered, so that a message that is sent
again is answered the same.
"""

from collections.abc import Callable, Iterable, MutableMapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

import msgspec

from kopri.engines.customs import (
    Answer,
    Course,
    Declared,
    Step,
    amended,
    arrived,
    departed,
    examined,
    lodged,
    withdrawn,
)

ARRIVAL, DEPARTURE, PACKED = "EAL", "EDL", "EAC"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Hold = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A movement message: its code, the unit that it is of, where, when, what it is packed into."""

    code: str
    unit: str
    reference: str = ""
    place: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An answer as it was given. ``reference``: its own."""

    answer: Answer
    reference: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A declaration with its number and all that was said of it. ``seen``: messages that have had
    their effect."""

    number: str
    course: Course
    issued: tuple[Issued, ...] = ()
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedCustoms:
    """``country``: in its numbers. ``hold``: keeps others out while a message is taken."""

    country: str
    now: Callable[[], datetime]
    kept: MutableMapping[str, bytes]
    confirms_movements: bool = True
    hold: Hold = field(default=nullcontext)

    def lodge(self, declared: Declared) -> Dossier:
        """A declaration; the same reference again is the same declaration."""
        with self.hold():
            known = self._find(declared.reference)
            if known is not None:
                return known
            at = self.now()
            dossier = Dossier(number=_number(declared.reference, country=self.country, at=at),
                              course=Course.new(declared))
            for unit in declared.units:
                self._link(unit, declared.reference)
            return self._keep(self._done(dossier, lodged(declared), at=at))

    def move(self, moved: Moved) -> list[Dossier]:
        """Goods arrive, leave, or are packed together; of every declaration of the unit."""
        with self.hold():
            references = self._linked(moved.unit)
            if moved.code == PACKED:
                for reference in references:
                    self._link(moved.parent, reference)
            return [self._keep(self._moved(each, moved)) for reference in references
                    if (each := self._find(reference)) is not None]

    def _moved(self, dossier: Dossier, moved: Moved) -> Dossier:
        step: Step = dossier.course, ()
        if moved.code == ARRIVAL:
            step = arrived(dossier.course, movement=moved.reference, place=moved.place,
                           confirms=self.confirms_movements)
        elif moved.code == DEPARTURE:
            step = departed(dossier.course)
        return self._done(dossier, step, at=self.now())

    def withdraw(self, reference: str, *, message: str) -> Dossier | None:
        """The declarant asks to invalidate it. ``message``: what the request is known by."""
        return self._once(reference, f"withdraw {message}", withdrawn)

    def amend(self, reference: str, *, message: str) -> Dossier | None:
        """The declarant asks to change it."""
        return self._once(reference, f"amend {message}", amended)

    def examine(self, reference: str, *, passed: bool) -> Dossier | None:
        """The office has ended its control."""
        return self._once(reference, "", lambda course: examined(course, passed=passed))

    def ask(self, reference: str) -> Dossier | None:
        """By the declarant's reference or the number."""
        return self._find(reference)

    def _once(
        self, reference: str, message: str, act: Callable[[Course], Step]
    ) -> Dossier | None:
        with self.hold():
            dossier = self._find(reference)
            if dossier is None or message in dossier.seen:
                return dossier
            seen = (*dossier.seen, message) if message else dossier.seen
            return self._keep(self._done(replace(dossier, seen=seen), act(dossier.course),
                                         at=self.now()))

    def _done(self, dossier: Dossier, step: Step, *, at: datetime) -> Dossier:
        course, answers = step
        told = [Issued(answer=each, at=at, reference=_name(dossier.number, number))
                for number, each in enumerate(answers, start=len(dossier.issued))]
        return replace(dossier, course=course, issued=(*dossier.issued, *told))

    def _keep(self, dossier: Dossier) -> Dossier:
        self.kept[f"d-{_key(dossier.course.about)}"] = msgspec.json.encode(dossier)
        self._link(dossier.number, dossier.course.about)
        return dossier

    def _find(self, name: str) -> Dossier | None:
        for reference in (name, *self._linked(name)):
            found = self.kept.get(f"d-{_key(reference)}")
            if found is not None:
                return msgspec.json.decode(found, type=Dossier)
        return None

    def _linked(self, unit: str) -> list[str]:
        return msgspec.json.decode(self.kept.get(f"u-{_key(unit)}", b"[]"), type=list[str])

    def _link(self, unit: str, reference: str) -> None:
        known = self._linked(unit)
        if unit and reference not in known:
            self.kept[f"u-{_key(unit)}"] = msgspec.json.encode([*known, reference])


def _key(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:40]


def _name(number: str, place: int) -> str:
    return sha256(f"{number}/{place}".encode()).hexdigest()[:32]


def _number(reference: str, *, country: str, at: datetime) -> str:
    """Year, country, thirteen signs of the reference, a check sign: a movement reference number."""
    value = int.from_bytes(sha256(reference.encode()).digest()[:10])
    signs = "".join(LETTERS[value // 36 ** place % 36] for place in range(13))
    body = f"{at:%y}{country.upper()}{signs}"
    return body + str(checked(LETTERS.index(each) for each in body))


def checked(values: Iterable[int]) -> int:
    """The check digit: each value times its power of two, modulo 11, 10 counting as 0."""
    return sum(value << place for place, value in enumerate(values)) % 11 % 10
