"""From one format to another, with what the target cannot carry said in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kopri.engines.codecs.reading import Codec
from kopri.engines.codecs.registry import CODECS
from kopri.engines.codecs.sheet.codec import SheetCodec
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.difference import Change, Kind, Leaf, Step, leaves, name_of, term_of
from kopri.kernel.consignment.labels import label_of
from kopri.kernel.errors import Fault, Refusal

_RULE = "docs/reference/codecs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A document, and what of the consignments it does not say."""

    codec: Codec
    data: bytes
    omissions: tuple[Leaf, ...]


def convert(consignments: Sequence[Consignment], *, to: str) -> Converted:
    """Write consignments in a format; a Refusal with every reason why it cannot hold them."""
    codec = writer(to)
    if not consignments:
        raise Refusal([Fault(
            code="codecs.empty", rule=_RULE, message="The document holds no consignment.",
            remedy="Send a document that carries a consignment.",
        )])
    if isinstance(codec, SheetCodec):
        data = codec.write_all(consignments)
    elif len(consignments) == 1:
        data = codec.write(consignments[0])
    else:
        raise Refusal([Fault(
            code="codecs.one_at_a_time", rule=_RULE, path="/consignment",
            message="This format holds one consignment, and there are {count}.",
            remedy="Choose one of them.", params={"count": len(consignments)},
        )])
    return Converted(codec=codec, data=data, omissions=omitted(consignments, to=to))


def omitted(consignments: Sequence[Consignment], *, to: str) -> tuple[Leaf, ...]:
    """What a format has no place for, each with its way, its term and its value."""
    codec = writer(to)
    return tuple(leaf for one in consignments for pointer in codec.omissions(one)
                 for leaf in _said(one, pointer))


def writer(to: str) -> Codec:
    """The codec that writes a format; a Refusal that names all of them."""
    found = next((one for one in CODECS if one.name == to and one.writes), None)
    if found is None:
        raise Refusal([Fault(
            code="codecs.not_written", rule=_RULE, path="/to",
            message="“{value}” is no format that is written.", remedy="Choose one of: {formats}.",
            params={"value": to[:40], "formats": ", ".join(writable())},
        )])
    return found


def writable() -> list[str]:
    """The names of the formats that are written."""
    return [one.name for one in CODECS if one.writes]


def _said(consignment: Consignment, pointer: str) -> tuple[Leaf, ...]:
    """The single values at a pointer, each with its way in words."""
    steps = list(_steps(consignment, pointer.split("/")[1:]))
    return leaves(Change(
        kind=Kind.ADDED, trail=tuple(step for step, _, _ in steps if step), term=steps[-1][1],
        new_path=pointer, new=steps[-1][2],
    ))


def _steps(value: Any, tokens: Sequence[str]) -> Iterator[tuple[Step | None, str, Any]]:
    """Each step of a pointer in words; the number of a list's element stands at its field."""
    term = ""
    for place, token in enumerate(tokens):
        if isinstance(value, tuple):
            value = value[int(token)]
            yield None, term, value
            continue
        kind: Any = type(value)
        value = getattr(value, token)
        term = term_of(kind, token)
        number = tokens[place + 1] if isinstance(value, tuple) and place + 1 < len(tokens) else ""
        yield Step(
            label=label_of(kind, token), number=int(number) + 1 if number else None,
            name=name_of(value[int(number)]) if number else "",
        ), term, value
