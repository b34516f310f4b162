"""``kinds.md``: what may stand in a journal, and who reads which field of it."""

from collections.abc import Iterator, Sequence
from inspect import getdoc

import msgspec
from msgspec import inspect

from kopri.engines.countrydata import PairData
from kopri.journal.types import Authority, Payload, Tick
from kopri.journeys.timetable import ROUTES
from kopri.node.reference.markdown import code, page, paragraph, table
from kopri.node.reference.shapes import description, nested, section, types_of, words

LEAD = """An entry's `kind` is `<name>/<version>`. A field that is not filled is not written. A
follower holds only the fields that the pair's `exchange.csv` gives it: any other field may be
withheld, and a field that is not there is unknown, which differs from empty. The last column says
for each pair who reads a field that one side's node wrote: *both* sides, the *own* side alone,
everybody (`*`), or nobody beside the node itself (*withheld*; it goes into `<name>.own`). A tick
goes to the label that it names, and to that alone. An entry whose
readable fields do not have these types is kept and not applied."""
WRITERS = {
    Authority.FACT: "a fact: whoever observed it",
    Authority.FACT_OF_SIDE: "a fact: whoever of the side that `side` names observed it",
    Authority.EXIT_SIDE: "an act: the log of the centre of the exit side of `direction` alone",
    Authority.OWN_SIDE: "an act: the log of the centre of the side that `side` names alone",
    Authority.OWN_PLACE: "an act: the log of the centre of the side that `side` names, or of a post of "
                         "that side for itself (the actor's `post`)",
    Authority.EXIT_POST: "an act: on the exit side of `direction`, the log of the post where it is "
                         "done (the actor's `post`), or the centre's where that post has none",
    Authority.OWN_POST: "an act: on the side that `side` names, the log of the post where it is done "
                        "(the actor's `post`), or the centre's where that post has none",
}


def kinds(pairs: Sequence[PairData]) -> str:
    """The page. ``pairs``: every pair whose exchange table is shown."""
    payloads = [route.payload for route in ROUTES]
    shapes = [shape for payload in payloads for shape in types_of(payload)]
    return page(
        "Kinds of entries", lead=LEAD,
        of="the payload types, the timetable or `countries/pairs/*/exchange.csv`",
        blocks=[
            _overview(payloads), *(_kind(payload, pairs) for payload in payloads), "## Values",
            *(section(struct) for struct in nested(shapes)),
        ],
    )


def _overview(payloads: Sequence[type[Payload]]) -> str:
    return table(("kind", "writer", "meaning"), [
        (f"[{name}](#{_anchor(name)})", payload.AUTHORITY.value.replace("_", " "), _first(payload))
        for payload in payloads for name in [f"{payload.KIND}/{payload.VERSION}"]
    ])


def _anchor(name: str) -> str:
    return "".join(char for char in name if char.isalnum() or char in "_-")


def _first(payload: type[Payload]) -> str:
    return paragraph(getdoc(payload)).splitlines()[0]


def _kind(payload: type[Payload], pairs: Sequence[PairData]) -> str:
    header = ["field", "type", "needed", "meaning", *(f"read in {pair.code} by" for pair in pairs)]
    title = f"## {payload.KIND}/{payload.VERSION}"
    writer = f"Writer: {WRITERS[payload.AUTHORITY]}."
    return "\n\n".join([
        title, paragraph(getdoc(payload)), writer, table(header, _fields(payload, pairs)),
    ])


def _fields(payload: type[Payload], pairs: Sequence[PairData]) -> Iterator[list[str]]:
    for field in msgspec.structs.fields(payload):
        shape = inspect.type_info(field.type)
        yield [
            code(field.encode_name), words(shape), "yes" if field.required else "",
            description(shape),
            *(_audience(pair, kind=payload.KIND, name=field.encode_name) for pair in pairs),
        ]


def _audience(pair: PairData, *, kind: str, name: str) -> str:
    """Who reads it, with the dates and the legal basis of the row."""
    if kind == Tick.KIND:
        return "its label"
    rows = [row for row in pair.pair.exchange if (row.kind, row.field) == (kind, name)]
    if not rows:
        return "withheld"
    return "; ".join(
        f"{code(row.audience)} ({row.legal_basis}{_period(row.valid_from, row.valid_to)})"
        for row in rows
    )


def _period(start: object, end: object) -> str:
    return (f", from {start}" if start else "") + (f", until {end}" if end else "")
