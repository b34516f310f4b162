"""``run``: the whole demo, from two stopped nodes to a status, or to nodes that live on."""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TextIO

from kopri.demo.chaos import torment
from kopri.demo.control import Control
from kopri.demo.day.falling_back import go_down
from kopri.demo.day.play import DAY, Day, Speed
from kopri.demo.day.shift import keep_shifts
from kopri.demo.day.trip import STRIDE
from kopri.demo.day.weather import blow
from kopri.demo.island.play import play_island
from kopri.demo.living import live_on, stay
from kopri.demo.nodes import Nodes
from kopri.demo.plan import CUT, EVE, HOUR, for_the_draw, make_plan
from kopri.demo.progress import Progress
from kopri.demo.readings import read_folder, scenario_of
from kopri.demo.report.cases import stories
from kopri.demo.report.checks import no_complaints, ran_well
from kopri.demo.report.outcomes import missed_looked_at, transit_listed
from kopri.demo.report.summary import Report, as_json, make_report
from kopri.demo.report.text import report_text
from kopri.demo.report.verdicts import Verdict
from kopri.demo.scenario import Scenario
from kopri.demo.setting import Setting, set_up
from kopri.demo.stress.plan import stress_of
from kopri.demo.stress.play import opening as stress_begins
from kopri.demo.stress.run import run_stress

JSON = "report.json"
IDLE = 12 * HOUR  # the clocks' stride while nothing happens
INTERRUPTED = 130  # as a shell says it


def run(
    *, nodes: Nodes, pair: str, scenario: str, seed: int, once: bool,
    out: TextIO = sys.stdout, chaos: bool = False,
) -> int:
    """Plays the day and prints the report; 0 only if every verdict holds.

    ``once``: end after the report; else the nodes live on until interrupted. ``chaos``: a short
    day in which nodes are killed at random moments, instead of the day.
    """
    data = read_folder(root=nodes.countries, pair=pair)
    world, stress = scenario_of(data=data, name=scenario), stress_of(data=data, name=scenario)
    control = Control(origins=[nodes.url(node=side) for side in nodes.sides])
    tour = not once and world.island is None
    try:
        nodes.found(control_url=control.url if tour else "")
        if chaos:
            return torment(nodes=nodes, scenario=world, seed=seed, out=out)
        begins = stress_begins(world) if stress is not None else opening(world)
        setting = set_up(nodes=nodes, scenario=world, seed=seed, start=begins)
        try:
            if stress is not None:
                return run_stress(setting=setting, stress=stress, seed=seed, control=control,
                                  once=once, out=out)
            return _whole(setting=setting, seed=seed, out=out, once=once, control=control)
        finally:
            setting.close()
    except KeyboardInterrupt:
        out.write("\nThe demo ends.\n")
        return INTERRUPTED
    finally:
        control.close()


def opening(scenario: Scenario) -> int:
    """When the world begins: an hour before the draw; an island knows of none."""
    return EVE if scenario.island else scenario.drawing.closes - HOUR


def _whole(*, setting: Setting, seed: int, out: TextIO, once: bool, control: Control) -> int:
    """Day, report, and unless it is to be ``once`` the life after it."""
    island = setting.scenario.island
    if island is not None:
        day = play_island(setting=setting, island=island, seed=seed, out=out)
    else:
        day = play(setting=setting, seed=seed, out=out)
    report = conclude(setting=setting, day=day, seed=seed)
    show(report=report, day=day, setting=setting, out=out)
    if not once and island is not None:
        stay(setting=setting, day=day, out=out)
    elif not once:
        live_on(setting=setting, day=day, control=control, seed=seed, out=out)
    day.close()
    return 0 if report.holds else 1


def play(*, setting: Setting, seed: int, out: TextIO, stride: int = STRIDE) -> Day:
    """The draw, the evening before and the day. ``stride``: seconds by which the clocks move."""
    scenario, start = setting.scenario, opening(setting.scenario)
    day = Day(world=setting.world, line=setting.line, stride=stride, start=start)
    progress = Progress(
        out=out, total=scenario.ends - start, title=f"Playing the {scenario.name} day (simulated)")

    def show(now: int) -> None:
        progress.show(done=now - start, note=setting.clock(now))

    day.settle()
    day.publish(days=range(scenario.ends // DAY + 1))
    day.settle()
    day.add(trucks=for_the_draw(make_plan(scenario=scenario, seed=seed), scenario=scenario))
    day.advance(to=scenario.drawing.settled + 2 * stride, show=show)
    day.advance(to=EVE, show=show, stride=IDLE)
    keep_shifts(world=setting.world)
    if scenario.storm:
        blow(world=setting.world, storm=scenario.storm)
        go_down(world=setting.world, storm=scenario.storm)
        day.advance(to=scenario.storm.begins + HOUR, show=show)
        day.advance(to=scenario.storm.ends - HOUR, show=show, stride=3 * stride)  # little goes on
    day.advance(to=scenario.ends, show=show)
    progress.end()
    day.settle()
    return day


def conclude(*, setting: Setting, day: Day, seed: int) -> Report:
    """The report, the commands that check the journals, and the report once more after them."""
    report = _report(setting=setting, day=day, seed=seed)
    verify = ran_well(
        name="journal verify is clean", ran=setting.command(words=("journal", "verify"))
    )
    setting.stop()
    rebuild = ran_well(
        name="journal rebuild is equal", ran=setting.command(words=("journal", "rebuild"))
    )
    setting.start()
    again = _report(setting=setting, day=day, seed=seed)
    same = Verdict(
        name="the report is the same after the rebuild",
        holds=as_json(report) == as_json(again),
        numbers=f"{len(as_json(report))} bytes compared",
    )
    return replace(report, verdicts=(*report.verdicts, verify, rebuild, same))


def _report(*, setting: Setting, day: Day, seed: int) -> Report:
    midnight, island = setting.scenario.midnight, setting.scenario.island
    begins, ends = island.cut if island else CUT
    books = setting.books()
    told = stories(books=books)
    listed = () if island else (
        transit_listed(told=told, listed=setting.open_transits()),
        *((missed_looked_at(told=told, listed=setting.released_without()),)
          if setting.scenario.storm else ()))
    return make_report(
        books=books,
        scenario=setting.scenario,
        seed=seed,
        now=midnight + timedelta(seconds=day.now),
        cut=(midnight + timedelta(seconds=begins), midnight + timedelta(seconds=ends)),
        further=(*listed, no_complaints(setting.complaints())),
    )


def show(*, report: Report, day: Day, setting: Setting, out: TextIO) -> None:
    """The report on the terminal and as a file; then the figures of speed, apart."""
    out.write("\n" + report_text(report=report))
    path = setting.nodes.folder / JSON
    path.write_bytes(as_json(report))
    out.write(f"\nThe same as data: {path}\n\n")
    calls = sum(desk.client.count for desk in setting.desks)
    out.writelines(f"{line}\n" for line in _speed(day.speed, calls))
    out.flush()


def _speed(speed: Speed, calls: int) -> Iterator[str]:
    yield "Figures of speed (of this run and machine)"
    yield f"  the day: {speed.played:.1f} s for {calls} requests"
    yield f"  of which moving the clocks: {speed.settling:.1f} s in {speed.clocks} calls"
    yield (
        f"  catching up after the cut: {speed.catch_up_entries} entries in {speed.catch_up:.2f} s"
        f" and {speed.catch_up_rounds} rounds of the clocks"
    )
    yield f"  all in all: {time.monotonic() - speed.started:.1f} s"
