"""Show the last draws with their figures, as the public may know them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kopri.domains.draw.queries import Draw, Tally, latest_draws, objections_of, tallies
from kopri.domains.draw.states import IN_TIME, DrawState
from kopri.domains.queue.queries.days import published_days
from kopri.kernel.lines import Line

MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawFigures:
    """A draw. ``slots``: what there was to draw for; ``late``: sides whose share was not there in
    time; ``objected``: side -> why it did not reveal; ``third``: who served, empty for nobody."""

    day: str
    line: Line
    settled: bool
    slots: int
    tally: Tally
    unproven_most: int
    late: Sequence[str]
    objected: Mapping[str, str]
    third: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSheet:
    """``days``: of which there is data, the newest first."""

    draws: Sequence[DrawFigures]
    days: Sequence[str]


def show_draws() -> DrawSheet:
    """The last draws, the newest day first."""
    draws = latest_draws(most=MOST)
    counted = tallies([draw.draw for draw in draws])
    return DrawSheet(draws=[_figures(draw, counted.get(draw.draw, Tally())) for draw in draws],
                     days=published_days())


def _figures(draw: Draw, tally: Tally) -> DrawFigures:
    return DrawFigures(
        day=draw.day, line=draw.line, settled=draw.state is DrawState.SETTLED,
        slots=sum(draw.supply), tally=tally, unproven_most=draw.unproven_most,
        late=sorted(side for side, mark in draw.marks.items() if mark != IN_TIME),
        objected={side: each.reason for side, each in objections_of(draw.draw).items()},
        third=draw.third)
