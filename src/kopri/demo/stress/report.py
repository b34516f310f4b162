"""The report of the stress: what the nodes did, where vehicles wait with and without, verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from kopri.demo.report.text import verdict_lines
from kopri.demo.report.verdicts import Verdict
from kopri.demo.stress.figures import EndOfDay, Run, make_run
from kopri.demo.stress.passage import first_come
from kopri.demo.stress.plan import Request, Stress, wishes_of

WITH, WITHOUT = "with_handshake", "without_handshake"
MARK = ("All vehicles are simulated; so is their passage. Requests, draws and slots of the first table\n"
        "went through the real nodes; in the second the exit side gives its own slots alone, to whoever\n"
        "asks first. Demand and capacities are assumptions.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StressReport:
    """``both``: slots as the nodes gave them; ``alone``: the same requests without two-sided slots."""

    scenario: str
    seed: int
    both: Run
    alone: Run
    verdicts: Sequence[Verdict]

    @property
    def holds(self) -> bool:
        """Whether every verdict does."""
        return all(verdict.holds for verdict in self.verdicts)


def make_stress_report(
    *, stress: Stress, seed: int, requests: Sequence[Sequence[Request]],
    slots: Sequence[Sequence[int]], further: Sequence[Verdict],
) -> StressReport:
    """``slots``: as the nodes gave them, in each hour of each day."""
    asked, accepts = [len(day) for day in requests], stress.hours(stress.entry_side)
    both = make_run(asked=asked, slots=slots, accepts=accepts)
    alone = make_run(asked=asked, accepts=accepts, slots=first_come(
        days=wishes_of(requests), hours=stress.hours(stress.exit_side)))
    return StressReport(
        scenario="stress", seed=seed, both=both, alone=alone,
        verdicts=(within(stress=stress, slots=slots),
                  as_told(stress=stress, runs={WITH: both, WITHOUT: alone}), *further))


def within(*, stress: Stress, slots: Sequence[Sequence[int]]) -> Verdict:
    """No hour has more slots than the side that takes less."""
    pairs = zip(stress.hours(stress.exit_side), stress.hours(stress.entry_side), strict=True)
    most = [min(pair) for pair in pairs]
    above = sum(given > room for day in slots for given, room in zip(day, most, strict=True))
    return Verdict(
        name="no hour has more slots than both sides take", holds=bool(slots) and not above,
        numbers=f"{sum(map(sum, slots))} slots in {sum(map(len, slots))} hours, {above} above")


def as_told(*, stress: Stress, runs: Mapping[str, Run]) -> Verdict:
    """Standing and waiting after the last day are what the country data works out by hand."""
    found = {(f"standing_after_{stress.days}_days", case): run.last.standing
             for case, run in runs.items()}
    found |= {(f"wait_list_after_{stress.days}_days", case): run.last.home
              for case, run in runs.items()}
    other = [f"{name} {case}: {number}, not {stress.told.get((name, case))}"
             for (name, case), number in found.items() if stress.told.get((name, case)) != number]
    return Verdict(name="it comes out as the data says", holds=not other,
                   numbers="; ".join(other) or ", ".join(map(str, found.values())))


def report_json(report: StressReport) -> bytes:
    """The same bytes for the same report."""
    return msgspec.json.format(msgspec.json.encode(report, order="sorted"), indent=1)


def report_lines(report: StressReport, *, stress: Stress) -> Iterator[str]:
    """Plain lines for the terminal."""
    yield f"The stress: {stress.days} days of {stress.demand} requests, {stress.direction}"
    yield f"own slots {stress.own} a day, the neighbour accepts {stress.accepts}"
    yield MARK
    yield from _table("Two-sided slots, drawn by lot (from the nodes' public rows)", report.both)
    yield from _table("Own slots alone (the model)", report.alone)
    yield ""
    yield "Verdicts"
    yield from verdict_lines(report.verdicts)


def _table(title: str, run: Run) -> Iterator[str]:
    yield ""
    yield title
    yield _row("  end of day", ["asked", "slots", "passed", "at home", "at barrier", "longest h"])
    for day in run.days:
        yield _row(f"  {day.day}", _cells(day))


def _cells(day: EndOfDay) -> list[str]:
    return list(map(str, (day.asked, day.slots, day.passed, day.home, day.standing, day.longest)))


def _row(name: str, cells: Sequence[str]) -> str:
    return f"{name:<18}" + "".join(f"{cell:>12}" for cell in cells)
