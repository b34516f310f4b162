"""``kopri customs``: the declarations that this node knows of, open ones or those of a case."""

from dataclasses import replace
from datetime import datetime
from typing import TextIO

from kopri.domains.customs.queries import DeclarationView
from kopri.interfaces.house import House
from kopri.journeys.show_customs import show_customs, show_declarations
from kopri.kernel.actor import Actor, Role, system
from kopri.kernel.clock import to_text


def list_open(house: House, *, out: TextIO) -> int:
    """This side's declarations that are not at their end: overdue first, then what can be ended."""
    rows = show_customs(journal=house.journal, actor=_console(house))
    for row in rows:
        state = "OVERDUE" if row.overdue else "can be ended" if row.ready else "open"
        print(f"{state:12}  {row.plate or '-':12}  {_line(row.declaration)}", file=out)
    print(f"{len(rows)} declarations are open", file=out)
    return 0


def show_case(house: House, *, reference: str, out: TextIO) -> int:
    """Those of one case, of both sides, with all that was told of them."""
    found = show_declarations(journal=house.journal, pair=house.pair, actor=_console(house),
                              reference=reference).declarations
    for each in found:
        print(_line(each), file=out)
        for told in each.tellings:
            print(f"    {to_text(told.time)}  {told.state.value} by {told.by}"
                  f"{f', on {told.evidence}' if told.evidence else ''}", file=out)
        for said in each.answers:
            print(f"    {to_text(said.time)}  {said.code or '-'} {said.text}", file=out)
    print(f"{len(found)} declarations", file=out)
    return 0


def _line(each: DeclarationView) -> str:
    words = [each.reference, each.side, each.regime.value, each.state.value,
             f"number {each.number or '-'}", f"since {to_text(each.since)}"]
    words += [f"to {each.terms.exit_office} by {_moment(each.terms.deadline)}"
              ] if each.terms.exit_office else []
    words += ["simulated"] if each.simulated else []
    return "  ".join(words)


def _moment(moment: datetime | None) -> str:
    return to_text(moment) if moment else "-"


def _console(house: House) -> Actor:
    """Whoever sits at the node's own console reads as an auditor does."""
    return replace(system(node=house.name, side=house.side), person="console", role=Role.AUDITOR)
