"""The stress as a whole: played, checked by anybody's file and by both nodes, told, lived on."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any, TextIO

import msgspec

from kopri.demo.control import Control
from kopri.demo.living import stay
from kopri.demo.report.checks import no_complaints, ran_well
from kopri.demo.report.verdicts import Verdict, same_tables
from kopri.demo.setting import Setting
from kopri.demo.stress.figures import Run
from kopri.demo.stress.plan import Stress
from kopri.demo.stress.play import Played, play_stress
from kopri.demo.stress.report import (
    StressReport,
    make_stress_report,
    report_json,
    report_lines,
)

JSON, VERIFIER = "report.json", "verify_queue.py"
TAIL = 200


def run_stress(
    *, setting: Setting, stress: Stress, seed: int, control: Control, once: bool, out: TextIO
) -> int:
    """0 only if every verdict holds."""
    played = play_stress(setting=setting, stress=stress, seed=seed, out=out)
    report = make_stress_report(
        stress=stress, seed=seed, requests=played.requests, slots=played.slots,
        further=tuple(_checks(setting=setting, played=played)))
    out.writelines(f"{line}\n" for line in ["", *report_lines(report, stress=stress)])
    path = setting.nodes.folder / JSON
    path.write_bytes(report_json(report))
    out.write(f"\nThe same as data: {path}\n")
    out.flush()
    if not once:
        control.offer(actions={"state": lambda: _state(setting=setting, report=report)})
        url = setting.nodes.url(node=setting.nodes.sides[0])
        out.write(f"The picture: {url}/queue/stress and {url}/tour\n")
        stay(setting=setting, day=played.day, out=out)
    played.day.close()
    return 0 if report.holds else 1


def _state(*, setting: Setting, report: StressReport) -> Mapping[str, Any]:
    """What the pages show of it; there is no truck to follow."""
    return {
        "simulated": True, "line": "whole" if setting.line.whole else "cut", "truck": None,
        "nodes": {side: setting.nodes.url(node=side) for side in setting.nodes.sides},
        "stress": {"both": _shown(report.both), "alone": _shown(report.alone)},
    }


def _shown(run: Run) -> Mapping[str, Any]:
    return {"standing": run.standing, "home": run.home,
            "days": [asdict(day) for day in run.days]}


def _checks(*, setting: Setting, played: Played) -> Iterator[Verdict]:
    yield _by_anybody(setting=setting, played=played)
    for number in range(len(played.slots)):
        day = (setting.scenario.day + timedelta(days=number)).isoformat()
        yield ran_well(name=f"kopri queue verify --day {day}",
                       ran=setting.command(words=("queue", "verify", "--day", day)))
    yield same_tables(books=setting.books())
    yield no_complaints(setting.complaints())


def _by_anybody(*, setting: Setting, played: Played) -> Verdict:
    """The verifier as the first node serves it, run alone on the days as both nodes publish them."""
    folder = setting.nodes.folder
    office = next(iter(setting.world.sides.values())).office
    (folder / VERIFIER).write_text(office.centre.client.text("/queue/verify.py"), "utf-8")
    paths = []
    for side, days in played.files.items():
        for day in days:
            paths.append(folder / f"{day.get('day', 'none')}-{side}.json")
            paths[-1].write_bytes(msgspec.json.encode(day))
    done = subprocess.run([sys.executable, "-I", folder / VERIFIER, *paths],
                          capture_output=True, text=True, check=False)
    right = sum(line.startswith("right") for line in done.stdout.splitlines())
    wrong = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    return Verdict(
        name="anybody's computer draws the same", holds=done.returncode == 0 and right > 0,
        numbers=f"{len(paths)} files, {right} draws right"
                + (f"; {wrong[0]}" if wrong else "") + done.stderr[-TAIL:])
