"""The simulated customs system beside the published export scenarios: what they are told to expect."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from kopri.adapters.customs.simulated import Dossier, Moved, SimulatedCustoms
from kopri.adapters.customs.wco_reading import CANCELLATION, MOVEMENT, heard
from kopri.adapters.customs.wco_writing import answers_of
from kopri.engines.codecs.wco import response
from kopri.engines.codecs.wco.grammar import METADATA, RESPONSE
from kopri.engines.codecs.wco.response import Response
from kopri.engines.customs import Declared

Conformance = Callable[[str], Path]
NAMES = {"ACC": "01", "RCV": "02", "REJ": "03", "RES": "07", "ROG": "08", "CLE": "09", "INV": "10",
         "REQ": "11", "EOG": "16", "QRY": "51"}
STEP = re.compile(r"\b(EAL|EDL|EAC|CST|EAA)\d?\b")
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


class Time:
    """A clock that goes on by itself."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 15, 9, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@dataclass(frozen=True)
class Scenario:
    """A declaration, what its text tells to expect, what is sent after it."""

    name: str
    declared: Declared
    expected: Counter[str]
    moves: tuple[str, ...]


@pytest.fixture(scope="module")
def folder(conformance: Conformance) -> Path:
    return conformance("wco_dm")


@pytest.fixture(scope="module")
def places(folder: Path) -> frozenset[str]:
    """Goods locations that any declaration names, but for those that a text calls not valid."""
    texts = [file.read_text("utf-8", "replace") for file in folder.glob("examples/*/*.xml")]
    named = {each for text in texts for each in re.findall(
        r"<GoodsLocation>.*?<Name>(\w+)</Name>", text, flags=re.DOTALL)}
    return frozenset(named - {each for text in texts
                              for each in re.findall(r"Invalid Location (\w+)", text)})


def _scenarios(folder: Path, places: frozenset[str]) -> Iterator[Scenario]:
    """Those whose text says what notifications are to be expected."""
    for file in sorted(folder.glob("examples/*/*.xml")):
        found = heard(file.read_bytes(), places=places)
        comments = COMMENT.findall(file.read_text("utf-8", "replace"))
        head = next((each for each in comments if "DMS" in each), "")
        if found is None or found.declared is None or not head:
            continue
        told = re.split(r"(?i)notifications?(?: are sent)?\b", head, maxsplit=1)[-1]
        steps = "".join(each.read_text("utf-8", "replace") for each in file.parent.glob("*.txt"))
        yield Scenario(
            name=file.name, declared=found.declared, moves=_moves(steps or "".join(comments), head),
            expected=Counter(re.findall(r"DMS([A-Z]{3})", told)))


def _moves(steps: str, head: str) -> tuple[str, ...]:
    """Messages after the declaration in the order of the steps; else, where they are only named,
    arrival before departure."""
    named = [code for line in steps.splitlines() if re.match(r"\W*Step", line.strip())
             for code in STEP.findall(line)]
    return tuple(named) or tuple(each for each in ("EAL", "EDL") if each in STEP.findall(head))


def _system(kept: dict[str, bytes] | None = None, *, confirms: bool = True) -> SimulatedCustoms:
    return SimulatedCustoms(country="gb", now=Time().now, kept={} if kept is None else kept,
                            confirms_movements=confirms)


def _run(declared: Declared, moves: Sequence[str], *, confirms: bool = True) -> Dossier:
    system = _system(confirms=confirms)
    system.lodge(declared)
    for number, code in enumerate(moves):
        system.move(Moved(code=code, unit=declared.units[0], reference=f"M{number}"))
    found = system.ask(declared.reference)
    assert found is not None
    return found


def _kinds(dossier: Dossier) -> list[str]:
    back = {code: name for name, code in NAMES.items()}
    return [back[each.answer.kind.value] for each in dossier.issued]


def test_every_scenario_is_answered_as_its_text_says(
    folder: Path, places: frozenset[str]
) -> None:
    """Texts of the same steps differ in whether the arrival message gets a receipt of its own:
    both ways are tried, and everything else must be equal."""
    tried, ways = 0, set()
    for scenario in _scenarios(folder, places):
        found = {confirms: Counter(_kinds(_run(scenario.declared, scenario.moves,
                                               confirms=confirms))) for confirms in (True, False)}
        assert scenario.expected in found.values(), (scenario.name, found)
        ways |= {way for way, kinds in found.items() if kinds == scenario.expected}
        tried += 1
    assert tried >= 45 and ways == {True, False}


def _published(folder: Path) -> Iterator[tuple[Path, list[Response]]]:
    """The folders with notifications, each in order of issue, each notification once."""
    for inside in sorted(folder.glob("examples/*/Example_Notifications")):
        found: dict[str, Response] = {}
        for file in inside.glob("*.xml"):
            for each in response.read(file.read_bytes()).responses:
                found[each.reference] = each
        yield inside.parent, sorted(found.values(), key=lambda each: (each.issued, _order(each)))


def _order(each: Response) -> int:
    """Of one second: accepted, noted, cleared."""
    return ["02", "01", "07", "09", "11", "10", "16"].index(each.function_code)


def _shape(each: Response) -> tuple[Any, ...]:
    """What the sender's programs look at, without numbers, moments and places."""
    return (each.function_code, each.version, each.outcome,
            [(one.type_code, one.code, bool(one.description)) for one in each.statements
             if one.type_code in ("AFB", "CEX")],
            [(one.code, bool(one.effective), bool(one.released)) for one in each.statuses])


def _answered(folder: Path, *, receipts: bool) -> bytes:
    """Everything that lies in a folder is sent, in the order of its steps."""
    system = _system(confirms=receipts)
    messages = [found for file in sorted(folder.rglob("*.xml"))
                if (found := heard(file.read_bytes())) is not None]
    declared = next(each.declared for each in messages if each.declared is not None)
    assert declared is not None
    system.lodge(declared)
    order = ["EAC", "CST", "EAL", "EDL"]
    moves = sorted((each.moved for each in messages if each.kind == MOVEMENT and each.moved),
                   key=lambda moved: order.index(moved.code))
    for moved in moves:  # some were sent of another copy of the declaration
        unit = moved.unit if moved.unit in declared.units else declared.units[0]
        system.move(Moved(code=moved.code, unit=unit, reference=moved.reference,
                          place=moved.place))
    for message in messages:
        if message.kind == CANCELLATION:
            system.withdraw(declared.reference, message="1")
    found = system.ask(declared.reference)
    assert found is not None
    return answers_of([found], country="gb")


def test_the_folders_with_notifications_are_answered_alike(folder: Path) -> None:
    """Kind for kind, in order, with versions, dates, statements and statuses."""
    seen = 0
    for inside, published in _published(folder):
        receipts = sum(each.function_code == "02" for each in published) > 1
        answered = response.read(_answered(inside, receipts=receipts))
        assert not answered.faults, inside.name
        found = [_shape(each) for each in answered.responses]
        told = [_shape(each) for each in published]
        assert found == told, inside.name
        seen += 1
    assert seen == 7


def test_answers_are_valid_and_read(folder: Path, places: frozenset[str]) -> None:
    """One message with every kind of answer, against the official schema."""
    rejected = Declared(reference="X1", type_code="EXD", faults=("42A 57A", "42A 28A 64A:L016"))
    dossiers = [_run(rejected, ()), *(
        _run(each.declared, each.moves) for each in _scenarios(folder, places))]
    cancelled = _system()
    cancelled.lodge(Declared(reference="X2", type_code="EXA"))
    again = [cancelled.withdraw("X2", message="1"), cancelled.withdraw("X2", message="1")]
    assert again[0] == again[1] and again[0] is not None  # a second copy has no effect
    data = answers_of([*dossiers, again[0]], country="gb")
    schema = etree.XMLSchema(etree.fromstring(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">' + "".join(
            f'<xs:import namespace="{name}" schemaLocation="{folder}/schemas/wco/{file}"/>'
            for name, file in ((RESPONSE, "notification/WCO_RES_2_DMS.xsd"),
                               (METADATA, "notification/DocumentMetaData_2_DMS.xsd")))
        + "</xs:schema>"))
    for one in etree.fromstring(data).iter(f"{{{RESPONSE}}}Response"):
        for full in one.iter("{urn:wco:datamodel:WCO:DEC-DMS:2}Declaration"):
            one.remove(full)  # of another schema, which cannot be loaded beside this one
        assert schema.validate(one), schema.error_log
    read = response.read(data)
    assert not read.faults and {each.function_code for each in read.responses} >= set(NAMES.values())
    assert {each.outcome for each in read.responses} == {"", "accepted", "rejected", "cancelled"}
