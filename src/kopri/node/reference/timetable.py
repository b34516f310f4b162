"""``timetable.md``: which entry feeds which tables, and which journey it starts."""

from collections.abc import Sequence
from inspect import getdoc

from kopri.journal.types import Authority, Next, Projection, Route
from kopri.journeys.timetable import ROUTES
from kopri.node.reference.markdown import code, page, table

LEAD = """Read top to bottom it is the truck's day. *Local* projections see everything that this node
may read, own halves included; *shared* ones see only entries that both sides hold, and their tables
(`shared_*`) come out equal on both nodes. A journey that an entry starts runs once, on a node with
the authority, and never during a rebuild."""


def timetable() -> str:
    """The page."""
    rows = [_row(route) for route in ROUTES]
    used = dict.fromkeys(each for route in ROUTES for each in (*route.local, *route.shared, *route.folds))
    said = [(code(_name(each)), getdoc(each) or "") for each in used]
    return page("Timetable", of="`src/kopri/journeys/timetable.py`", lead=LEAD, blocks=[
        table(("kind", "local", "shared", "starts"), rows),
        "## Projections", table(("projection", "what it does"), said),
    ])


def _row(route: Route) -> tuple[str, str, str, str]:
    kind = f"{route.payload.KIND}/{route.payload.VERSION}"
    return (code(kind), _projections(route.local), _projections((*route.shared, *route.folds)),
            ", ".join(_start(each) for each in route.next))


def _projections(found: Sequence[Projection]) -> str:
    return ", ".join(code(_name(each)) for each in found)


def _name(projection: Projection) -> str:
    room = projection.__module__.split(".")[-2]
    return f"{room}.{getattr(projection, '__name__', '')}"


def _start(follow_up: Next) -> str:
    where = "" if follow_up.authority is Authority.FACT else (
        " (on the exit side)" if follow_up.authority is Authority.EXIT_SIDE else " (on its side)")
    return code(follow_up.journey) + where
