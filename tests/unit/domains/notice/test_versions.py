"""Every version is kept; goods at the gate freeze their notice, in whatever order it is heard."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from kopri.domains.notice.models import Notice, NoticeVersion, SharedNotice, SharedPresentation
from kopri.domains.notice.queries import by_id, lodged_from, notices_of, versions_of
from kopri.domains.notice.states import NoticeState
from kopri.domains.notice.types import Lodged
from kopri.journal.apply.rebuild import rebuild, rows_of
from kopri.journeys.change_notice import amend_notice, cancel_notice
from kopri.kernel.consignment.difference import differences
from tests.border import IN, POINT, THEIRS, Border, codes, goods

TABLES = (Notice, SharedNotice, NoticeVersion, SharedPresentation)
NOTICE = "n" * 32


def amend(border: Border, notice: str, commodity: str) -> Lodged:
    return amend_notice(
        **border.common, actor=border.carrier(), notice=notice, document_format="test",
        eta=border.now + timedelta(hours=4), document_sha256=commodity.rjust(64, "0"),
        consignments=goods(commodity))


def told(version: int, **change: Any) -> dict[str, Any]:
    return {"notice": NOTICE, "version": version, "eta": "2026-01-15T08:00:00Z", "format": "t",
            "document_sha256": f"{version}" * 64, "consignments": [
                {"items": [{"sequence": 1, "commodity_code": f"07020{version}"}]}], **change}


REGISTERED = {"side": "tm", "direction": IN, "point": POINT, "plate": "1234 BN AA"}


def test_every_version_is_kept_and_the_tables_come_back_from_the_journal(border: Border) -> None:
    first = border.announce("870899")
    amend(border, first.notice, "070200")
    amend(border, first.notice, "020110")
    versions = versions_of(first.notice)
    assert [each.version for each in versions] == [1, 2, 3]
    assert [each.person for each in versions] == ["p1"] * 3 and not any(v.late for v in versions)
    (change,) = differences(versions[1].consignments, versions[2].consignments)
    assert (change.old, change.new) == ("070200", "020110")
    assert by_id(first.notice).document_sha256.endswith("020110")
    assert lodged_from(["d1".rjust(64, "0")], references=[first.reference]) == {}
    border.register(first.reference)
    cancel_notice(**border.common, actor=border.carrier(), reason="mine",
                  notice=border.announce(plate="another").notice)
    before = [rows_of(table) for table in TABLES]
    assert rebuild(journal=border.node.journal, tables=border.node.house.tables) == []
    upgrade = import_module("kopri.domains.notice.migrations.0002_versions").tell_versions
    for table in TABLES:
        table._default_manager.all().delete()
    upgrade(apps, None)
    assert [rows_of(table) for table in TABLES] == before


def test_goods_at_the_gate_are_presented(border: Border) -> None:
    lodged = border.announce()
    border.read(lodged.reference, "gate")
    assert by_id(lodged.notice).state is NoticeState.LODGED
    border.register(lodged.reference)
    standing = by_id(lodged.notice)
    assert (standing.state, standing.presented) == (NoticeState.PRESENTED, border.now)
    assert [each.notice for each in notices_of(lodged.reference)] == [lodged.notice]
    assert SharedNotice.objects.get(notice=lodged.notice).state == "presented"
    assert codes(lambda: amend(border, lodged.notice, "070200")) == ["notice.presented"]
    border.leave(_cleared(border, lodged.reference))
    assert codes(lambda: amend(border, lodged.notice, "070200")) == ["notice.presented"]


def _cleared(border: Border, reference: str) -> str:
    border.clear(reference)
    return reference


@pytest.mark.parametrize("order", [
    ("lodge", "amend", "register", "cancel"), ("register", "cancel", "amend", "lodge"),
    ("cancel", "lodge", "register", "amend"),
])
def test_the_order_in_which_logs_are_heard_makes_no_difference(
    border: Border, order: tuple[str, ...]
) -> None:
    """The times are told; a cancellation that was written after the goods were at the gate, by
    somebody who had not heard of it, cancels nothing."""
    minutes = {"lodge": 0, "amend": 1, "register": 2, "cancel": 3}
    entries = {"lodge": ("notice.lodged/1", told(1)), "amend": ("notice.amended/1", told(2)),
               "register": ("gate.registered/1", REGISTERED),
               "cancel": ("notice.cancelled/1", {"notice": NOTICE})}
    border.tell_open(THEIRS)
    when = border.now
    for name in order:
        kind, payload = entries[name]
        at = (when - timedelta(minutes=10 - minutes[name])).strftime("%Y-%m-%dT%H:%M:%SZ")
        border.log.write(kind, payload, subject=THEIRS, audience=("kz", "tm"), time=at, recorded=at)
        border.hear()
    (standing,) = notices_of(THEIRS)
    assert (standing.state, standing.version) == (NoticeState.PRESENTED, 2)
    assert standing.presented == when - timedelta(minutes=8)
    assert standing.consignments[0].items[0].commodity_code == "070202"
    assert [each.version for each in versions_of(NOTICE)] == [1, 2]
    shared = SharedNotice.objects.get(notice=NOTICE)
    assert (shared.state, shared.version, shared.uid) == (
        "presented", 2, versions_of(NOTICE)[1].uid)


def test_a_version_written_in_ignorance_of_the_gate_is_marked(border: Border) -> None:
    border.tell_open(THEIRS)
    border.tell("notice.lodged/1", told(1), subject=THEIRS)
    border.tell("gate.registered/1", REGISTERED, subject=THEIRS)
    border.hear()
    border.node.clock.move(minutes=1)
    border.tell("notice.amended/1", told(2), subject=THEIRS)
    border.hear()
    assert [each.late for each in versions_of(NOTICE)] == [False, True]


def test_what_nobody_lodged_has_no_versions(border: Border) -> None:
    assert versions_of(NOTICE) == [] and versions_of("\0") == []
    border.tell_open(THEIRS)
    border.tell("notice.cancelled/1", {"notice": NOTICE}, subject=THEIRS)
    border.hear()
    assert versions_of(NOTICE) == [] and notices_of(THEIRS) == []
    assert codes(lambda: by_id(NOTICE)) == ["notice.unknown"]
