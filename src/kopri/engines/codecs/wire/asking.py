"""From a draft to a reading: the checks are run, and what is open is asked, never guessed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from kopri.engines.codecs.reading import Choice, Draft, Option, Question, Reading, placed
from kopri.engines.codecs.wire.grammar import MOST_FAULTS, Findings
from kopri.kernel.consignment import Consignment, TransportMovement
from kopri.kernel.consignment.checks import check
from kopri.kernel.errors import Fault


def finish(
    *, name: str, draft: Draft, findings: Findings, choice: Choice, together: bool = False,
    lodged: bool = False,
) -> Reading:
    """The reading of a draft. Where there are faults, no consignment is handed out.

    ``together``: all consignments are meant, where one vehicle carries them. ``lodged``: another
    authority judges the document, so what the checks find is pointed out and refuses nothing.
    """
    found = findings.notices if lodged else findings.faults
    for number, consignment in enumerate(draft.consignments):
        for fault in check(consignment):
            if findings.incomplete and fault.code == "consignment.total":
                continue
            if len(found) >= MOST_FAULTS:
                break
            found.append(placed(fault, number=number, place=draft.place))
    if not draft.consignments and not findings.faults:
        findings.fault(
            code="empty", message="The document holds no consignment.", path="",
            remedy="Send the document filled in.",
        )
    faults, notices = tuple(findings.faults), tuple(findings.notices)
    if faults:
        return Reading(format=name, faults=faults, notices=notices, message=draft.message)
    whole = tuple(draft.consignments)
    made = partial(
        Reading, format=name, consignments=whole, notices=notices, place=draft.place,
        message=draft.message, kept=draft.kept,
    )
    if together and len(whole) > 1 and not choice.consignment and _carried_by_one(whole):
        return made(movement=whole[0].main_carriage[0])
    return _ask(made, whole, choice=choice)


def _carried_by_one(consignments: Sequence[Consignment]) -> bool:
    """True where all name the same vehicle and it alone."""
    plates = [tuple(mark for leg in one.main_carriage for mark in _leg_marks(leg))
              for one in consignments]
    return len(set(plates)) == 1 and len(plates[0]) == 1 and bool(plates[0][0])


def _ask(
    made: Callable[..., Reading], consignments: Sequence[Consignment], *, choice: Choice
) -> Reading:
    """The reading with what was meant, or with the question that is open."""
    picked = 0
    if len(consignments) > 1 or choice.consignment:
        found = _pick([_marks(one) for one in consignments], choice.consignment)
        if found is None:
            options = _options([_describe(one) for one in consignments])
            asked = bool(choice.consignment)
            return made(**_open("consignment", options=options, answered=asked))
        picked = found
    consignment = consignments[picked]
    legs = consignment.main_carriage
    if not legs and not choice.leg:
        return made(consignment=consignment)
    leg = 0 if len(legs) == 1 and not choice.leg else _pick(
        [_leg_marks(one) for one in legs], choice.leg
    )
    if leg is None:
        options = _options([_describe_leg(one) for one in legs])
        question = _open("leg", options=options, answered=bool(choice.leg))
        return made(consignment=consignment, **question)
    return made(consignment=consignment, movement=legs[leg])


_MESSAGES = {
    "leg": "The document has several legs. Which of them crosses this border?",
    "consignment": "The document has several consignments. Which of them is meant?",
}


def _open(name: str, *, options: tuple[Option, ...], answered: bool) -> dict[str, Any]:
    """A reading's question; a wrong answer is a fault beside it."""
    question = Question(name=name, message=_MESSAGES[name], options=options)
    wrong = Fault(
        code=f"codecs.{name}_unknown", message="The document has no such {name}.",
        rule="docs/reference/codecs", remedy="Choose one of those listed.", params={"name": name},
    )
    return {"questions": (question,), "faults": (wrong,) if answered else ()}


def _options(texts: list[str]) -> tuple[Option, ...]:
    return tuple(Option(value=str(place), text=text) for place, text in enumerate(texts, 1))


def _pick(marks: list[tuple[str, ...]], answer: str) -> int | None:
    """The place that an answer names: by a mark that only one has, or by its number from 1."""
    answer = answer.strip()
    named = [place for place, some in enumerate(marks) if answer and answer in some]
    if len(named) == 1:
        return named[0]
    if answer.isascii() and answer.isdigit() and len(answer) < 7 and 1 <= int(answer) <= len(marks):
        return int(answer) - 1
    return None


def _marks(consignment: Consignment) -> tuple[str, ...]:
    waybill = consignment.waybill.identifier if consignment.waybill else ""
    return (consignment.identifier, waybill)


def _leg_marks(movement: TransportMovement) -> tuple[str, ...]:
    return (movement.means.identifier,) if movement.means else ()


def _describe(consignment: Consignment) -> str:
    legs = "; ".join(_describe_leg(one) for one in consignment.main_carriage)
    return " ".join(part for part in (*_marks(consignment), legs) if part)


def _describe_leg(movement: TransportMovement) -> str:
    """Mode, plate and country, as codes: no language needed."""
    means = movement.means
    mode = f"mode {movement.mode_code}" if movement.mode_code else ""
    return " ".join(part for part in (
        mode, means.identifier if means else "", means.country if means else "",
    ) if part)
