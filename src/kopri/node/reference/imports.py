"""``imports.svg``: who imports whom, room by room; every arrow points down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

ROOMS = ("node", "demo", "interfaces", "adapters", "journeys", "domains", "crossing", "journal",
         "engines", "kernel")
OPENED = ("interfaces", "domains", "engines")  # drawn with one box for each package in them
ROWS = (("node",), ("demo",), ("interfaces", "adapters"), ("interfaces/",), ("journeys",), ("domains",),
        ("crossing",), ("journal",), ("engines",), ("kernel",))
WIDTH, ROW, BOX_HEIGHT, MARGIN, LABEL = 1180, 88, 34, 20, 110
HUES = {"node": "#5b4b8a", "demo": "#8a6d3b", "interfaces": "#1f6f8b", "adapters": "#6b7b2c",
        "journeys": "#a4423f", "domains": "#2e7d4f", "crossing": "#b05c12", "journal": "#34508f"}
GREY = "#667085"
WIDEST = 400  # a box of a room with several packages is never wider
Ends = tuple[float, float]
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"
 font-family="system-ui, sans-serif" font-size="13">
<title>Imports of kopri, room by room; every arrow points down</title>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6"
 orient="auto"><path d="M0 0L8 4L0 8z" fill="context-stroke"/></marker></defs>"""


class Graph(Protocol):
    """What is asked of grimp's graph."""

    @property
    def modules(self) -> set[str]:
        """Every module of the package."""
        ...

    def find_modules_directly_imported_by(self, module: str) -> set[str]:
        """The modules that a module imports."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A package on the picture."""

    name: str
    room: str
    row: int
    x: float
    width: float

    @property
    def y(self) -> float:
        """The upper edge."""
        return MARGIN + self.row * ROW

    @property
    def middle(self) -> float:
        """The middle, left to right."""
        return self.x + self.width / 2

    @property
    def wide(self) -> bool:
        """A room with one box goes from edge to edge."""
        return self.width > WIDEST

    def port(self, others: Sequence[float], other: float) -> float:
        """Where the arrow to (or from) one of ``others`` meets this box: from left to right."""
        order = sorted(others)
        return self.x + self.width * (order.index(other) + 1) / (len(order) + 1)


def imports() -> str | None:
    """The picture, or None where grimp (a tool of developers) is not installed."""
    try:
        import grimp
    except ImportError:
        return None
    return draw(arrows(grimp.build_graph("kopri", cache_dir=None)))


def arrows(graph: Graph) -> set[tuple[str, str]]:
    """(importing package, imported package), as the picture names them."""
    found = {
        (package(module), package(other))
        for module in graph.modules for other in graph.find_modules_directly_imported_by(module)
    }
    return {(start, end) for start, end in found if start and end and start != end}


def package(module: str) -> str:
    """The box of a module: ``queue`` of ``kopri.domains.queue.rules``; empty for none.

    Single modules of an opened room share a box named ``<room>/``.
    """
    _, *parts = module.split(".")
    if not parts or parts[0] not in ROOMS:
        return ""
    if parts[0] not in OPENED:
        return parts[0]
    if parts[0] == "interfaces":
        return f"interfaces.{parts[1]}" if parts[1:] and parts[1] in INTERFACES else "interfaces/"
    return ".".join(parts[:2]) if parts[1:] else ""


INTERFACES = ("api", "cli", "web", "worker")


def boxes(names: Sequence[str]) -> dict[str, Box]:
    """Where each package stands."""
    placed: dict[str, Box] = {}
    for row, rooms in enumerate(ROWS):
        here = [name for name in sorted(names) if _stands(name, rooms)]
        if not here:
            continue
        space = (WIDTH - LABEL - MARGIN) / len(here)
        width = space - 14
        for number, name in enumerate(here):
            x = LABEL + space * number + (space - width) / 2
            placed[name] = Box(name=name, room=name.split(".")[0].rstrip("/"), row=row, x=x, width=width)
    return placed


def _stands(name: str, rooms: Sequence[str]) -> bool:
    if name.endswith("/") or any(room.endswith("/") for room in rooms):
        return name in rooms
    return name.split(".")[0] in rooms


def upward(found: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Arrows that do not point down: there must be none."""
    placed = boxes(sorted({name for arrow in found for name in arrow}))
    return sorted((start, end) for start, end in found if placed[start].row >= placed[end].row)


def draw(found: set[tuple[str, str]]) -> str:
    """The picture as SVG. ValueError where an arrow would not point down."""
    if wrong := upward(found):
        raise ValueError(f"imports that do not point down: {wrong}")
    placed = boxes(sorted({name for arrow in found for name in arrow}))
    height = MARGIN * 2 + ROW * (len(ROWS) - 1) + BOX_HEIGHT
    head = HEAD.format(width=WIDTH, height=height)
    return "\n".join([
        head,
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *_bands(), *_lines(found, placed), *(_box(box) for box in placed.values()), "</svg>",
    ]) + "\n"


def _bands() -> Iterator[str]:
    for row, rooms in enumerate(ROWS):
        y = MARGIN + row * ROW
        yield (f'<rect x="0" y="{y - 10}" width="{WIDTH}" height="{BOX_HEIGHT + 20}" '
               f'fill="#f5f6f8"/>')
        if rooms != ("interfaces/",):
            for number, room in enumerate(rooms):
                base = y + BOX_HEIGHT / 2 + 4 + (number - (len(rooms) - 1) / 2) * 16
                yield f'<text x="12" y="{base:g}" fill="{GREY}">{room}</text>'


def implied(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The arrows whose end is also reached through another box: drawn faint."""
    below: dict[str, set[str]] = {}
    for start, end in found:
        below.setdefault(start, set()).add(end)

    def reached(name: str) -> set[str]:
        return below.get(name, set()).union(*map(reached, below.get(name, ())))

    return {
        (start, end) for start, end in found
        if any(end in reached(other) for other in below[start] - {end})
    }


def _lines(found: set[tuple[str, str]], placed: dict[str, Box]) -> Iterator[str]:
    """The faint ones first, so that the others lie upon them."""
    faint = implied(found)
    ends = _ends(sorted(found), placed)
    for arrow in sorted(found, key=lambda each: (each not in faint, each)):
        start, end = (placed[name] for name in arrow)
        yield _line(start, end, xs=ends[arrow], faint=arrow in faint)


def _ends(found: Sequence[tuple[str, str]], placed: dict[str, Box]) -> dict[tuple[str, str], Ends]:
    """Where each arrow leaves and where it lands, so that arrows of one box do not share a point."""
    beams = [arrow for arrow in found if all(placed[name].wide for name in arrow)]
    step = (WIDTH - LABEL - MARGIN) / (len(beams) + 1)
    ends = {}
    for start, end in found:
        first, last = placed[start], placed[end]
        leaves = first.port([placed[to].middle for at, to in found if at == start], last.middle)
        lands = last.port([placed[at].middle for at, to in found if to == end], first.middle)
        if first.wide and last.wide:
            leaves = lands = LABEL + step * (beams.index((start, end)) + 1)
        ends[start, end] = (lands if first.wide else leaves, leaves if last.wide else lands)
    return ends


def _line(start: Box, end: Box, *, xs: Ends, faint: bool) -> str:
    """A curve from under a box to above another, behind those between them."""
    (x1, x2), y1, y2 = xs, start.y + BOX_HEIGHT, end.y
    bend = (y2 - y1) / 2
    return (
        f'<path d="M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} '
        f'{x2:.0f} {y2:.0f}" fill="none" stroke="{HUES.get(start.room, GREY)}" '
        f'opacity="{".18" if faint else ".8"}" marker-end="url(#tip)">'
        f"<title>{start.name} imports {end.name}</title></path>"
    )


def _box(box: Box) -> str:
    said = "what they share" if box.name.endswith("/") else box.name.rpartition(".")[2]
    hue = HUES.get(box.room, GREY)
    return (
        f'<g><rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{BOX_HEIGHT}" '
        f'rx="5" fill="#ffffff" stroke="{hue}" stroke-width="1.5"/><text x="'
        f'{box.x + box.width / 2:.0f}" y="{box.y + BOX_HEIGHT / 2 + 4.5:.1f}" '
        f'text-anchor="middle" fill="#1d2433">{said}</text></g>'
    )
