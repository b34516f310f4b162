"""The island's part of the report for the terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kopri.demo.report.island import Told

SHOWN = 6


def island_lines(told: Told) -> Iterator[str]:
    """What each post did while it was cut off, how old its knowledge was, what it could not know."""
    yield ""
    yield _row("On local knowledge alone (line to both capitals cut)",
               [post.post for post in told.posts])
    for name in told.posts[0].did if told.posts else ():
        yield _row(f"  {name}", [str(post.did[name]) for post in told.posts])
    yield _row("  decisions in all", [str(post.decisions) for post in told.posts])
    yield _row("  of these: nothing new of the own centre", [str(p.stood) for p in told.posts])
    yield _row("  age of the centre's news, median", [_hours(p.centre_p50) for p in told.posts])
    yield _row("  age of the centre's news, oldest", [_hours(p.centre_most) for p in told.posts])
    yield _row("  age of the neighbour post's news, oldest",
               [_hours(post.neighbour_most) for post in told.posts])
    yield ""
    yield "What turned out different once the lines had returned"
    counts = Counter(each.what for each in told.surprises)
    for what, count in counts.items():
        cases = [each.plate for each in told.surprises if each.what == what]
        yield f"  {what}: {count} ({_listed(cases)})"
    if not counts:
        yield "  nothing"


def _row(name: str, cells: Sequence[str]) -> str:
    return f"{name:<54}" + "".join(f"{cell:>10}" for cell in cells)


def _hours(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60:02d}"


def _listed(cases: Sequence[str]) -> str:
    more = f", and {len(cases) - SHOWN} more" if len(cases) > SHOWN else ""
    return ", ".join(cases[:SHOWN]) + more
