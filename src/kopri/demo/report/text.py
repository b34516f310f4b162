"""The report for the terminal: plain tables, every simulated or assumed number marked."""

from collections.abc import Iterator, Mapping, Sequence

from kopri.demo.report.alone import island_lines
from kopri.demo.report.summary import Report
from kopri.demo.report.verdicts import Verdict

MARK = "All trucks, people and times are simulated. Shares and stage times marked * are assumptions."


def report_text(*, report: Report) -> str:
    """Lines up to 88 characters; ends with a line break."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    whose = "both nodes" if report.island is None else "every node"
    yield f"The {report.scenario} day, seed {report.seed}, from the journals of {whose} alone"
    yield MARK
    yield from _counts("Trucks (cases to which this happened)", report.trucks)
    yield from _counts("How they stand at the end of the day", report.fates)
    if report.island is not None:
        yield from island_lines(report.island)
    if report.storm is not None:
        yield from _counts(
            f"The road was closed for {report.storm.closed_hours} hours", report.storm.rows)
    yield from _stages(report)
    yield from _papers(report)
    yield from _entries(report)
    yield from _minutes(report)
    yield ""
    yield "Verdicts"
    yield from verdict_lines(report.verdicts)


def verdict_lines(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """One line each, the failing ones plain to see."""
    for verdict in verdicts:
        yield f"  {'holds' if verdict.holds else 'FAILS'}  {verdict.name}: {verdict.numbers}"


def _counts(title: str, rows: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    directions = sorted({direction for row in rows.values() for direction in row})
    yield ""
    yield _row(title, [*directions, "all"])
    for name, row in rows.items():
        numbers = [row.get(direction, 0) for direction in directions]
        yield _row(f"  {name}", [*map(str, numbers), str(sum(numbers))])


def _row(name: str, cells: Sequence[str]) -> str:
    return f"{name:<44}" + "".join(f"{cell:>10}" for cell in cells)


def _stages(report: Report) -> Iterator[str]:
    yield ""
    yield _row("Minutes per stage *", ["trucks", "wait p50", "wait p90", "time p50", "time p90"])
    for line in report.stages:
        cells = (line.wait_p50, line.wait_p90, line.time_p50, line.time_p90)
        yield _row(
            f"  {line.side or 'between':<8}{line.stage}",
            [str(line.trucks), *("-" if cell is None else str(cell) for cell in cells)],
        )


def _papers(report: Report) -> Iterator[str]:
    """What a step takes where its papers were accepted; the share of papers is assumed."""
    if not report.papers:
        return
    yield ""
    yield _row("Steps with accepted papers *", ["accepted", "minutes", "others", "minutes"])
    for line in report.papers:
        cells = (line.accepted, line.minutes, line.others, line.others_minutes)
        yield _row(f"  {line.side:<8}{line.stage} ({line.papers_pct} % papers *)",
                   ["-" if cell is None else str(cell) for cell in cells])


def _entries(report: Report) -> Iterator[str]:
    kinds = sorted({kind for row in report.entries.values() for kind in row})
    sides = list(report.entries)
    yield ""
    yield _row("Entries per journal", sides)
    for kind in kinds:
        yield _row(f"  {kind}", [str(report.entries[side].get(kind, 0)) for side in sides])
    yield _row("  all", [str(sum(report.entries[side].values())) for side in sides])
    yield _row("  that waited for the line", [str(report.cut[side]) for side in sides])


def _minutes(report: Report) -> Iterator[str]:
    yield ""
    yield _row("Whose minutes", ["minutes", "share %"])
    total = sum(report.minutes.by_whom.values()) or 1
    for whom, minutes in report.minutes.by_whom.items():
        yield _row(f"  {whom}", [str(minutes), f"{100 * minutes / total:.1f}"])
