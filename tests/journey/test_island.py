"""Four real nodes, and no line to either capital: the posts work on, and all agree in the end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from kopri.demo.day.office import Desk
from kopri.demo.day.play import Day
from kopri.demo.island.play import begin
from kopri.demo.plan import EVE, HOUR
from kopri.demo.readings import posts_of, read_folder, scenario_of
from kopri.demo.report.summary import Report, make_report
from kopri.demo.scenario import Island
from kopri.demo.setting import Setting, set_up
from tests.simulators.stage import PAIRS, maker_of_nodes, once

pytestmark = once
CUT = (5 * HOUR, 21 * HOUR)
END = 23 * HOUR
ISLAND = Island(
    days=1, cut=CUT, until=END, step=2 * HOUR, walk_in=0.25, opened=0.25, cancelled=0.25
)
TRUCKS = 4  # a direction: one of each errand


@dataclass(slots=True, kw_only=True)
class Stage:
    """An island in the hand of a test."""

    setting: Setting
    day: Day

    def desk(self, node: str) -> Desk:
        return next(desk for desk in self.setting.desks if desk.node == node)

    def ask(
        self, node: str, path: str, body: dict[str, Any] | None = None, *, role: str,
        service: str = "", key: str = "", turn: int = 0,
    ) -> httpx.Response:
        """One call, or one page, of a node; ``key``: so that it is done once; ``turn``: whose."""
        token = self.desk(node).roster.token(role=role, service=service, turn=turn)
        return httpx.request(
            "GET" if body is None else "POST", self.setting.nodes.url(node=node) + path,
            json=body, timeout=60, trust_env=False, headers={
                "Authorization": f"Bearer {token}", **({"Idempotency-Key": key} if key else {})})

    def refusal(self, node: str, path: str, body: dict[str, Any], *, role: str) -> tuple[int, str]:
        """Status and code of what is refused."""
        answer = self.ask(node, path, body, role=role)
        return answer.status_code, answer.json()["faults"][0]["code"]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Started once: the tests below are one day, in this order."""
    data = read_folder(root=PAIRS["kz-tm"], pair="kz-tm")
    whole = scenario_of(data=data, name="island")
    few = replace(whole, island=ISLAND,
                  ways=tuple(replace(way, trucks=TRUCKS) for way in whole.ways))
    nodes = maker_of_nodes(tmp_path_factory.mktemp("island"))(
        "kz-tm", "four", posts=posts_of(data=data, name="island"))
    setting = set_up(nodes=nodes, scenario=few, seed=3, start=EVE)
    try:
        day = begin(setting=setting, island=ISLAND, seed=3)
        yield Stage(setting=setting, day=day)
        day.close()
    finally:
        setting.close()


def walks_in(stage: Stage, plate: str) -> str:
    """A truck that nobody has announced, at the first post's waiting area; its reference."""
    read = stage.ask("kz-tmb", "/api/v1/gate/reads", {
        "plate": plate, "country": "KZ", "direction": "kz-tm", "point": "tmb-gbz",
        "place": "waiting_area"}, role="gate_officer")
    assert read.is_success, read.text
    assert not read.json()["known"]
    return str(read.json()["reference"])


def test_before_the_cut_all_four_are_equal(stage: Stage) -> None:
    stage.day.advance(to=CUT[0])
    stage.day.settle()
    tables = [book.tables for book in stage.setting.books()]
    assert tables[0] and all(each == tables[0] for each in tables)
    assert "not heard since" not in stage.ask("kz-tmb", "/gate", role="gate_officer").text


def test_a_post_sees_what_its_centre_has_declared_and_the_neighbour_its_state(
    stage: Stage,
) -> None:
    vehicle = {"plate": "906 DMO 99", "country": "KZ"}
    reference = stage.ask("kz", "/api/v1/crossings", {
        "point": "tmb-gbz", "direction": "kz-tm", "conveyance": vehicle},
        role="carrier").json()["reference"]
    path, customs = f"/api/v1/crossings/{reference}/customs", {"role": "inspector"}
    number = "50704/150126/0000042"
    assert stage.ask("kz", path, {"regime": "export", "number": number}, service="KZ-SRC",
                     **customs).is_success
    stage.day.settle()
    found = {node: stage.ask(node, path, service=service, **customs).json()["declarations"]
             for node, service in (("kz", "KZ-SRC"), ("kz-tmb", "KZ-SRC"), ("tm-gbz", "TM-CUS"))}
    (own,), (post,), (theirs,) = found.values()
    assert post == own and (post["number"], post["lrn"], post["service"]) == (
        number, number, "KZ-SRC")
    assert (theirs["number"], theirs["state"], theirs["lrn"], theirs["service"]) == (
        number, "presented", "", "")
    ran = stage.setting.nodes.command(node="kz-tmb", words=("customs", "show", reference))
    assert ran.status == 0 and number in ran.output, ran.output


def test_a_reason_withheld_at_a_post_is_known_at_its_centre_and_not_across(stage: Stage) -> None:
    reference = walks_in(stage, "907 DMO 99")
    case = f"/api/v1/crossings/{reference}"
    for act in ("call", "register"):
        assert stage.ask("kz-tmb", f"{case}/{act}", {}, role="gate_officer").is_success
    first, second = ({"role": "inspector", "service": "KZ-BS", "turn": turn} for turn in (0, 1))
    held = {"outcome": "held", "withheld": True, "reason": "watch list 907"}
    proposal = stage.ask("kz-tmb", f"{case}/findings", held, **first).json()["proposal"]
    seen = stage.ask("kz-tmb", case, **second).json()["seen"]
    assert stage.ask("kz-tmb", f"{case}/proposals/{proposal}/confirm", {"seen": seen},
                     **second).is_success
    stage.day.settle()
    for node, service, told in (("kz-tmb", "KZ-BS", True), ("kz", "KZ-BS", True),
                                ("tm", "TM-CUS", False), ("tm-gbz", "TM-CUS", False)):
        sheet = stage.ask(node, case, role="inspector", service=service).json()
        assert sheet["case"]["exit_state"] == "held", node
        page = stage.ask(node, f"/cases/{reference}", role="inspector", service=service).text
        assert ("watch list 907" in page) == told, node


def test_a_mark_counts_at_the_post_and_at_its_centre_and_is_not_told_across(stage: Stage) -> None:
    reference = walks_in(stage, "908 DMO 99")
    case = f"/api/v1/crossings/{reference}"
    customs = {"role": "inspector", "service": "KZ-SRC"}
    stage.day.settle()
    assert stage.ask("kz", f"{case}/marks", {
        "service": "KZ-SRC", "steps": ["KZ5"], "reason": "the springs of 908"}, **customs).is_success
    stage.day.settle()
    assert stage.ask("kz-tmb", f"{case}/register", {}, role="gate_officer").is_success
    steps = stage.ask("kz-tmb", case, **customs).json()["steps"]
    assert {"KZ2", "KZ3", "KZ5"} <= {each["step"] for each in steps}
    for node, who, told in (("kz-tmb", customs, True), ("kz", customs, True),
                            ("tm", {"role": "inspector", "service": "TM-CUS"}, False)):
        assert ("springs of 908" in stage.ask(node, f"/cases/{reference}", **who).text) == told, node
    assert stage.ask("kz-tmb", f"{case}/marks/KZ-SRC/lift", {"reason": "weighed"},
                     **customs).is_success
    stage.day.settle()
    assert "springs of 908" not in stage.ask("kz", f"/cases/{reference}", **customs).text


def test_a_post_works_on_while_its_centre_is_out_of_reach(stage: Stage) -> None:
    stage.day.advance(to=13 * HOUR)
    assert not stage.setting.line.whole
    reference = walks_in(stage, "901 DMO 99")
    assert reference.startswith("M"), "the post's own letter"
    case = f"/api/v1/crossings/{reference}"
    assert stage.ask("kz", case, role="gate_officer").status_code == 404
    for act in ("call", "register"):
        assert stage.ask("kz-tmb", f"{case}/{act}", {}, role="gate_officer").is_success
    sheet = stage.ask("kz-tmb", case, role="gate_officer").json()
    first, *_, last = dict.fromkeys(step["service"] for step in sheet["steps"])
    cleared = {"outcome": "cleared", "seen": sheet["seen"]}
    held = {"outcome": "held", "lifts": "the original waybill", "seen": sheet["seen"]}
    for service, found in ((first, cleared), (last, held), (last, held)):
        assert stage.ask("kz-tmb", f"{case}/findings", found, role="inspector", service=service,
                         key=f"cut-{service}").is_success
    late = stage.ask("kz-tmb", f"{case}/findings", cleared, role="inspector", service=last, key="late")
    assert late.status_code == 409
    assert [fault["code"] for fault in late.json()["faults"]] == [
        "control.changed_since", "control.decided_since"]
    sheet = stage.ask("kz-tmb", case, role="gate_officer").json()
    assert sum(stone["name"] == "finding" for stone in sheet["milestones"]) == 2
    stage.day.settle()
    seen_there = stage.ask("tm-gbz", case, role="gate_officer").json()
    assert seen_there["case"]["exit_state"] == "held", "over the local line"
    assert stage.ask("tm", case, role="gate_officer").status_code == 404


def test_a_reference_that_only_the_centre_knows_is_taken_in_to_leave(stage: Stage) -> None:
    opened = stage.ask("kz", "/api/v1/crossings", {
        "point": "tmb-gbz", "direction": "kz-tm",
        "conveyance": {"plate": "904 DMO 99", "country": "KZ"}}, role="carrier").json()
    case = f"/cases/{opened['reference']}"
    read = stage.ask("kz-tmb", "/api/v1/gate/reads", {
        "reference": opened["reference"], "place": "waiting_area"}, role="gate_officer")
    assert read.is_success
    assert "Register at the gate" in stage.ask("kz-tmb", case, role="gate_officer").text
    assert stage.ask("kz-tmb", f"/api/v1{case.replace('cases', 'crossings')}/register", {},
                     role="gate_officer").is_success
    taken = stage.ask("kz-tmb", f"/api/v1/crossings/{opened['reference']}", role="gate_officer")
    assert taken.json()["case"]["direction"] == "kz-tm"


def test_what_is_not_a_posts_to_write_is_refused_by_name(stage: Stage) -> None:
    reference = walks_in(stage, "902 DMO 99")
    denied = (403, "journal.not_ours")
    assert stage.refusal(
        "kz-tmb", f"/api/v1/crossings/{reference}/booking",
        {"wishes": ["2026-01-15T20:00:00Z"]}, role="gate_officer") == denied
    assert stage.refusal("kz-tmb", "/api/v1/capacity", {
        "point": "tmb-gbz", "direction": "kz-tm", "day": "2026-01-15", "hours": [9] * 24,
        "valid_until": "2026-01-16T00:00:00Z"}, role="shift_head") == denied


def test_a_post_that_is_cut_off_closes_and_opens_itself(stage: Stage) -> None:
    reference = walks_in(stage, "905 DMO 99")
    closed = stage.ask("kz-tmb", "/api/v1/closures", {
        "point": "tmb-gbz", "direction": "kz-tm", "until": "2026-01-16T00:00:00Z",
        "reason": "weather"}, role="shift_head")
    assert closed.is_success
    call = f"/api/v1/crossings/{reference}/call"
    assert stage.refusal("kz-tmb", call, {}, role="gate_officer") == (409, "queue.road_closed")
    assert stage.ask("kz-tmb", "/capacity", role="shift_head").text.count("Open KZ now") == 1
    assert stage.ask("kz-tmb", f"/api/v1/closures/{closed.json()['closure']}", {},
                     role="shift_head").is_success
    assert stage.ask("kz-tmb", call, {}, role="gate_officer").is_success


def test_a_centre_leaves_the_gate_to_the_posts_node(stage: Stage) -> None:
    opened = stage.ask("kz", "/api/v1/crossings", {
        "point": "tmb-gbz", "direction": "kz-tm",
        "conveyance": {"plate": "903 DMO 99", "country": "KZ"}}, role="carrier").json()
    case = f"/api/v1/crossings/{opened['reference']}"
    assert stage.refusal("kz", f"{case}/register", {}, role="gate_officer") == (
        403, "journal.not_ours")
    page = stage.ask("kz", f"/cases/{opened['reference']}", role="gate_officer").text
    assert "Register at the gate" not in page
    assert "This post has a node of its own" in page


def test_pages_say_how_old_the_news_are(stage: Stage) -> None:
    for path, role in (("/gate", "gate_officer"), ("/board", "gate_officer")):
        page = stage.ask("kz-tmb", path, role=role).text
        assert "KZ centre: not heard since" in page
        assert "TM centre: not heard since" in page
        assert "Garabogaz: not heard" not in page, "the local line is whole"
    assert "Work goes on with what was last heard" in stage.ask(
        "kz-tmb", "/gate", role="gate_officer").text
    desk = stage.ask("kz-tmb", "/desk", role="inspector", service="KZ-TRC")
    assert desk.status_code == 200 and "KZ centre: not heard since" in desk.text
    assert "Clear for" not in stage.ask("kz", "/desk", role="inspector", service="KZ-TRC").text
    assert stage.ask("kz-tmb", "/capacity", role="shift_head").status_code == 200
    assert "out of reach" in stage.ask("kz-tmb", "/journal", role="auditor").text


def test_when_the_lines_return_all_four_agree(stage: Stage) -> None:
    stage.day.advance(to=ISLAND.until)
    stage.day.settle()
    assert stage.setting.line.whole
    assert stage.day.speed.catch_up_entries > 100
    report = _report(stage)
    failed = [verdict for verdict in report.verdicts if not verdict.holds]
    assert not failed, failed
    assert report.island is not None
    for post in report.island.posts:
        assert post.did["registered"] > 0 and post.did["cases opened on the spot"] > 0
        assert post.stood == post.decisions > 0
        # the node calls when its clock has moved, before it follows: news of two strides at most
        assert post.centre_most > 6 * 60 > 240 >= post.neighbour_most
    whats = {surprise.what for surprise in report.island.surprises}
    assert whats >= {"a second case for one vehicle",
                     "registered although its booking had been given back"}


def test_the_posts_verify_and_rebuild(stage: Stage) -> None:
    for node in ("kz-tmb", "tm-gbz"):
        ran = stage.setting.nodes.command(node=node, words=("journal", "verify"))
        assert ran.status == 0 and ran.output.count("clean") == 4, ran.output
    stage.setting.nodes.stop(node="kz-tmb")
    ran = stage.setting.nodes.command(node="kz-tmb", words=("journal", "rebuild"))
    assert ran.status == 0 and " 0 differences" in ran.output, ran.output


def _report(stage: Stage) -> Report:
    scenario = stage.setting.scenario
    begins, ends, now = (scenario.midnight + timedelta(seconds=second) for second in (*CUT, END))
    return make_report(books=stage.setting.books(), scenario=scenario, seed=3, now=now,
                       cut=(begins, ends))
