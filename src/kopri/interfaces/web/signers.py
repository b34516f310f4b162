"""Who signed: people by name, where this node has their accounts."""

from collections.abc import Callable, Iterable

from kopri.domains.accounts.queries import names_of
from kopri.interfaces.web.show import Cell

Signer = Callable[[str], Cell]


def signers(persons: Iterable[str]) -> Signer:
    """The cell of each of these; one whose account another node keeps by what stands in the record."""
    called = names_of(set(persons))

    def cell(person: str) -> Cell:
        name = called.get(person, "")
        return Cell(value=name) if name else Cell(value=person, kind="code")

    return cell
