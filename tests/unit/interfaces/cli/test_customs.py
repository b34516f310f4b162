"""``kopri customs``: what is open, the overdue first; the declarations of a case."""

from datetime import timedelta
from io import StringIO

import pytest

from kopri.domains.customs.operations import Declaring
from kopri.domains.customs.types import Terms
from kopri.interfaces.cli.customs import list_open, show_case
from kopri.journeys.clear_customs import Customs, declare_goods, tell_declaration
from kopri.kernel.errors import Ground, Refusal
from tests.border import Border
from tests.unit.domains.customs.desk import CUSTOMS


def said(border: Border, reference: str = "") -> list[str]:
    out, house = StringIO(), border.node.house
    status = show_case(house, reference=reference, out=out) if reference else list_open(
        house, out=out)
    assert status == 0
    return out.getvalue().splitlines()


def test_open_declarations_and_those_of_a_case(border: Border) -> None:
    assert said(border) == ["0 declarations are open"]
    references = [border.at_control(), border.at_control()]
    for number, reference in enumerate(references):
        desk = Customs(**border.paired, actor=border.inspector(CUSTOMS), reference=reference)
        made = declare_goods(desk=desk, declaring=Declaring(
            regime="transit" if number else "export", number=f"N{number}", terms=Terms(
                exit_office="TMB", guarantee="G1", deadline=border.now + timedelta(hours=9))))
        tell_declaration(desk=desk, declaration=made.declaration, state="released", text="seen")
    export, transit = references
    assert any(line.startswith("open") and transit in line for line in said(border))
    border.node.clock.move(minutes=10 * 60)
    first, *_rest = said(border)
    assert first.startswith("OVERDUE") and transit in first and "number N1" in first
    assert "to TMB by 2026-01-15T15:00:00Z" in first
    shown = said(border, export)
    assert shown[0].split()[:4] == [export, "kz", "export", "released"]
    assert any("released by officer" in line for line in shown) and "seen" in " ".join(shown)
    assert shown[-1] == "1 declarations"
    with pytest.raises(Refusal) as unknown:
        said(border, "K7Q2-9MXD-4T")
    assert unknown.value.ground is Ground.MISSING
