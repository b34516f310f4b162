"""What a document must say to be one, where its schema would let it be empty."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from kopri.kernel.consignment import Consignment

Place = list[str | int]


def goes_otherwise(consignment: Consignment, modes: Collection[str]) -> bool:
    """True where the consignment says how it goes and by none of the modes (UN/ECE Rec. 19)."""
    said = {leg.mode_code for leg in consignment.main_carriage} - {""}
    return bool(said) and said.isdisjoint(modes)


def needs(text: str) -> tuple[tuple[str, ...], ...]:
    """A list of fields that must be said; ``a.b|c`` is satisfied by either.

    ``items.description`` is said where every item says it.
    """
    return tuple(tuple(word.split("|")) for word in text.split())


def lacking(
    consignment: Consignment, wanted: Iterable[tuple[str, ...]]
) -> Iterator[Place]:
    """Where the consignment does not say what is wanted: fields and places in lists."""
    for alternatives in wanted:
        found = [list(_unsaid(consignment, path.split("."), [])) for path in alternatives]
        if all(found):
            yield from found[0]


def _unsaid(value: Any, path: list[str], before: Place) -> Iterator[Place]:
    """The gaps on the way to the end of ``path``."""
    if isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from _unsaid(one, path, [*before, place])
        return
    name, *rest = path
    here, below = [*before, name], getattr(value, name)
    if below is None or below == "" or below == ():
        yield [*here, *rest]
    elif rest:
        yield from _unsaid(below, rest, here)
