"""A side with a centre and a post: who writes, who reads what, whom the centre waits for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kopri.domains.queue.queries import booking_of
from kopri.journal.append.admitting import admit
from kopri.journal.append.ticking import tick
from kopri.journal.apply.rebuild import rebuild
from kopri.journal.apply.verifying import labels_of
from kopri.journal.follow.following import follow_from
from kopri.journal.models import Entry, Incident, Log, State
from kopri.journal.queries import heard_of_post, keeps
from kopri.journal.types import POST
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Refusal
from tests.border import EXIT_SERVICES, Border
from tests.simulators.log import MemoryPeer, SimulatedLog


@pytest.fixture
def post(border: Border) -> SimulatedLog:
    """The own side's post has a node of its own."""
    log = SimulatedLog(side="kz", origin="tmb.kz.test.kopri", letter="M", seed=8)
    admit(journal=border.node.journal, actor=border.node.actor(),
          identity=replace(log.identity, role=POST, post="tmb"))
    return log


def heard(border: Border, log: SimulatedLog, *peers: MemoryPeer) -> bool:
    """One round of following the post, from its node or from these."""
    log.publish()
    return follow_from(journal=border.node.journal, press=border.node.press, origin=log.origin,
                       sources=peers or [MemoryPeer(log)]).reached


def told(border: Border, log: SimulatedLog, kind: str, subject: str, **payload: object) -> int:
    """The post writes an entry, now, as its officers do."""
    now = to_text(border.now)
    return log.write(f"{kind}/1", payload, subject=subject, time=now, recorded=now, actor={
        "node": log.origin, "side": "kz", "post": "tmb", "service": "", "person": "g9"})


def test_the_centre_leaves_the_post_to_its_node(border: Border, post: SimulatedLog) -> None:
    reference = border.open()
    with pytest.raises(Refusal) as refused:
        border.register(reference)
    assert [fault.code for fault in refused.value.faults] == ["journal.not_ours"]
    assert border.kinds(reference) == ["crossing.opened", "crossing.opened.own"]
    assert not keeps(border.node.journal, post="tmb")
    assert keeps(border.node.journal, post="bol")


def test_the_centre_plans_no_controls_for_the_post(border: Border, post: SimulatedLog) -> None:
    reference = border.announce("870899").reference
    border.work()
    assert "control.planned" not in border.kinds(reference)


def test_what_the_post_writes_is_applied(border: Border, post: SimulatedLog) -> None:
    reference = border.open()
    told(border, post, "gate.registered", reference, side="kz", direction="kz-tm",
         point="tmb-gbz", plate="1")
    assert heard(border, post)
    assert border.view(reference).exit_state.value == "registered"


def test_an_act_of_the_neighbours_centre_at_a_post_with_a_node_is_kept_and_not_applied(
    border: Border,
) -> None:
    log = SimulatedLog(side="tm", origin="gbz.tm.test.kopri", letter="G", seed=9)
    admit(journal=border.node.journal, actor=border.node.actor(),
          identity=replace(log.identity, role=POST, post="gbz"))
    reference = border.open()
    border.tell("gate.registered/1", {"side": "tm", "direction": "kz-tm", "point": "tmb-gbz",
                                      "plate": "1"}, subject=reference)
    border.hear()
    assert Entry.objects.get(log__origin=border.log.origin, subject=reference).state == State.UNLAWFUL
    assert border.view(reference).entry_state.value == "expected"


def test_a_no_show_waits_for_what_the_post_has_to_tell(
    border: Border, post: SimulatedLog
) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    assert heard_of_post(border.node.journal, post="tmb") is None
    border.node.clock.move(hours=10)
    border.work()
    assert "queue.no_show" not in border.kinds(reference)
    told(border, post, "journal.tick", post.origin, label="kz", count=0)
    assert heard(border, post)
    assert heard_of_post(border.node.journal, post="tmb") == border.now
    border.work()
    assert "queue.no_show" in border.kinds(reference)


def test_who_came_unseen_is_no_no_show(border: Border, post: SimulatedLog) -> None:
    """The line was cut while the vehicle came; its post tells of it hours later."""
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    border.node.clock.move(hours=1)
    told(border, post, "gate.registered", reference, side="kz", direction="kz-tm",
         point="tmb-gbz", plate="1")
    border.node.clock.move(hours=9)
    border.work()
    assert heard(border, post)
    border.work()
    assert "queue.no_show" not in border.kinds(reference)
    assert border.view(reference).exit_state.value == "registered"


def test_no_no_show_while_the_posts_log_is_incomplete(
    border: Border, post: SimulatedLog
) -> None:
    """A tick for everybody comes through; what is for this side alone is kept back."""
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    border.node.clock.move(hours=1)
    told(border, post, "gate.registered", reference, side="kz", direction="kz-tm",
         point="tmb-gbz", plate="1")
    border.node.clock.move(hours=9)
    post.now = border.now
    post.write("journal.tick/1", {"label": "*", "count": 0}, audience=("*",))
    came = post.sealed[0].line
    public = MemoryPeer(post, show_lines=lambda lines: iter([each for each in lines if each != came]))
    assert heard(border, post, public)
    border.work()
    assert "queue.no_show" not in border.kinds(reference)
    told(border, post, "journal.tick", post.origin, label="kz", count=1)
    assert not heard(border, post, public)
    border.work()
    assert "queue.no_show" not in border.kinds(reference)
    assert heard_of_post(border.node.journal, post="tmb") is None
    assert heard(border, post)
    border.work()
    assert "queue.no_show" not in border.kinds(reference)
    assert heard_of_post(border.node.journal, post="tmb") == border.now


@pytest.mark.parametrize(("kind", "payload"), [
    ("gate.seen_by_drone/1", {}), ("gate.registered/2", {}), ("gate.registered/1", {"side": 7}),
])
def test_no_no_show_of_a_case_of_which_something_could_not_be_read(
    border: Border, post: SimulatedLog, kind: str, payload: dict[str, object]
) -> None:
    border.capacity()
    unread, plain = border.open(), border.open(plate="2")
    for reference in (unread, plain):
        border.book(reference, 7)
    post.write(kind, payload, subject=unread)
    border.node.clock.move(hours=10)
    told(border, post, "journal.tick", post.origin, label="kz", count=1)
    assert heard(border, post)
    border.work()
    assert "queue.no_show" not in border.kinds(unread)
    assert "queue.no_show" in border.kinds(plain)


def test_no_no_show_once_the_posts_log_is_stopped(border: Border, post: SimulatedLog) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    border.node.clock.move(hours=10)
    told(border, post, "journal.tick", post.origin, label="kz", count=0)
    assert heard(border, post)
    lie = post.note(root=b"\1" * 32)
    assert not heard(border, post, MemoryPeer(post, show_checkpoint=lambda: lie))
    border.work()
    assert "queue.no_show" not in border.kinds(reference)


def test_a_clock_ahead_makes_no_no_show(border: Border, post: SimulatedLog) -> None:
    border.node.clock.move(minutes=9)
    told(border, post, "journal.tick", post.origin, label="kz", count=0)
    border.node.clock.move(minutes=-9)
    assert heard(border, post)
    assert heard_of_post(border.node.journal, post="tmb") == border.now


def test_a_log_is_read_from_any_mirror(border: Border, post: SimulatedLog) -> None:
    reference = border.open()
    told(border, post, "gate.registered", reference, side="kz", direction="kz-tm",
         point="tmb-gbz", plate="1")
    dead, mirror = MemoryPeer(post, down=True), MemoryPeer(post)
    assert heard(border, post, dead, mirror)
    assert mirror.asked[:1] == ["checkpoint"]
    assert "cosigned" not in mirror.asked  # a mirror is not the witness whose key this would be
    assert border.view(reference).exit_state.value == "registered"


def test_a_mirror_that_is_behind_is_no_complaint(border: Border, post: SimulatedLog) -> None:
    for number in range(3):
        told(border, post, "gate.arrived", f"K000-0000-0{number}", side="kz", place="gate", plate="1")
    assert heard(border, post)
    old = MemoryPeer(post, show_checkpoint=lambda: post.note(size=2))
    assert heard(border, post, MemoryPeer(post, down=True), old)
    assert Incident.objects.count() == 0
    assert Log.objects.get(origin=post.origin).applied == 3


def test_no_source_is_no_round(border: Border, post: SimulatedLog) -> None:
    assert not heard(border, post, MemoryPeer(post, down=True), MemoryPeer(post, down=True))


def test_what_is_for_a_side_goes_to_its_centre_and_its_posts(border: Border, post: SimulatedLog) -> None:
    own = Log.objects.get(own=True)
    assert labels_of(own) == {"kz", "*"}
    assert labels_of(Log.objects.get(origin=post.origin)) == {"kz", "kz/tmb", "*"}


def test_the_own_side_is_ticked_once_somebody_reads_it(border: Border, post: SimulatedLog) -> None:
    tick(journal=border.node.journal, actor=border.node.actor())
    labels = Entry.objects.filter(log__own=True, kind="journal.tick/1").values_list(
        "audience", flat=True)
    assert sorted(labels) == ["*", "kz", "tm"]


def test_the_services_of_a_post_work_there(border: Border, post: SimulatedLog) -> None:
    """The whole exit side's day is the post's: the centre only hears of it."""
    reference = border.open()
    told(border, post, "gate.registered", reference, side="kz", direction="kz-tm",
         point="tmb-gbz", plate="1")
    for service in EXIT_SERVICES:
        told(border, post, "control.finding_recorded", reference, side="kz", service=service,
             outcome="cleared")
    told(border, post, "control.released", reference, side="kz")
    assert heard(border, post)
    assert border.view(reference).exit_state.value == "released"
    border.node.clock.set(border.now + timedelta(minutes=1))
    with pytest.raises(Refusal):
        border.leave(reference)


def test_a_copy_that_tells_nothing_new_is_no_news_of_the_log_itself(
    border: Border, post: SimulatedLog
) -> None:
    told(border, post, "journal.tick", post.origin, label="kz", count=0)
    copy = MemoryPeer(post)
    assert heard(border, post)
    first = Log.objects.get(origin=post.origin).heard
    border.node.clock.move(hours=1)
    dead = MemoryPeer(post, down=True)
    assert heard(border, post, dead, copy)
    assert Log.objects.get(origin=post.origin).heard == first
    told(border, post, "journal.tick", post.origin, label="kz", count=1)
    assert heard(border, post, dead, copy)
    assert Log.objects.get(origin=post.origin).heard == border.now


def test_who_came_before_a_move_was_known_there_keeps_his_hour(
    border: Border, post: SimulatedLog
) -> None:
    """The line to the post is cut, a closure moves all; the post tells later whom it let in before."""
    border.capacity()
    came, unseen = border.open(vin="V1"), border.open(vin="V2")
    for reference in (came, unseen):
        border.book(reference, 7)
    known = booking_of(came)
    assert known is not None and known.hour_from
    border.tell("queue.point_closed/1", {
        "side": "tm", "point": "tmb-gbz", "direction": "kz-tm", "closure": "tm-1",
        "vehicle_classes": [], "since": "2026-01-15T07:00:00Z", "until": "2026-01-15T09:00:00Z",
        "reason": "weather"}, subject="tmb-gbz", audience=("*",))
    border.hear()
    border.work()
    last = booking_of(came)
    assert last is not None and (last.slot, last.moved, last.reason) != (known.slot, 0, "")
    seen = booking_of(unseen)
    assert seen is not None
    for reference, hour_from in ((came, known.hour_from), (unseen, seen.hour_from)):
        told(border, post, "gate.registered", reference, side="kz", direction="kz-tm",
             point="tmb-gbz", plate="1", hour_from=hour_from)
    assert heard(border, post)
    kept, moved = booking_of(came), booking_of(unseen)
    assert kept is not None and moved is not None
    assert (kept.state.value, kept.slot, kept.first_slot, kept.moved, kept.reason) == (
        "used", known.slot, known.slot, 0, "")
    assert (moved.state.value, moved.slot, moved.moved, moved.reason) == (
        "used", seen.slot, 1, "closed")
    assert rebuild(journal=border.node.journal, tables=border.node.house.tables) == []
