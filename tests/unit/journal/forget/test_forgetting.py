"""Forget what has been kept long enough: entries, rows, files, and the bytes in the database's file."""

import base64
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest
from django.db import connection, models

from kopri.crossing.models import Case, SharedCrossing
from kopri.domains.documents.types import Told
from kopri.interfaces.cli.forgetting import forget as forget_command
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing
from kopri.journal.apply.rebuild import rebuild
from kopri.journal.forget.forgetting import settle_forgotten
from kopri.journal.forget.retaining import Due
from kopri.journal.forget.retaining import forget as write_and_destroy
from kopri.journal.forget.scrubbing import scrub
from kopri.journal.models import Blob, Entry, ForgottenBlob, Log, Outbox, Request, State
from kopri.journal.verify.logs import verify
from kopri.journeys import forget_cases as forgetting
from kopri.journeys.attach_document import attach_document
from kopri.journeys.forget_cases import Forgotten, forget_cases
from tests.border import Border, codes
from tests.conftest import Node
from tests.files import pdf
from tests.simulators.log import MemoryPeer, SimulatedLog

SECRET = "XYZ SECRET 77"
SIX_YEARS = timedelta(days=6 * 365)


@pytest.fixture
def border(node: Node, log: SimulatedLog, peer: MemoryPeer) -> Border:
    found = Border(node=node, log=log, peer=peer)
    found.capacity(own=24, theirs=24)
    return found


def ended(border: Border, plate: str = SECRET, *, paper: bytes = pdf()) -> str:
    """A case that was opened, documented, controlled, refused and turned back; published."""
    reference = border.open(plate=plate)
    attach_document(
        **border.paired, actor=border.carrier(), blobs=border.node.house.blobs, data=paper,
        reference=reference, told=Told(type="D01", number="1 of secret"),
        request=RequestKey(key=reference, digest="d"))
    border.book(reference)
    border.work()
    border.register(reference)
    border.find(reference, "KZ-TRC", "refused", reason="overweight", rule="r")
    border.turn_back(reference)
    border.work()
    border.node.publish()
    return reference


def years_later(border: Border) -> None:
    border.node.clock.set(border.now + SIX_YEARS)


def forget(border: Border, *, before: datetime | None = None, dry: bool = False) -> Forgotten:
    done = forget_cases(**border.paired, before=before, dry=dry)
    border.work()
    border.node.publish()
    return done


def faults(node: Node) -> list[str]:
    """What the journal's own checks have to say, of logs and of tables."""
    wrong = [fault for verdict in verify(node.press.tiles) for fault in verdict.faults]
    return wrong + [repr(each) for each in rebuild(journal=node.journal, tables=node.house.tables)]


def held_of(reference: str) -> int:
    return Entry.objects.filter(subject=reference).count()


def test_a_case_that_was_kept_long_enough_goes_and_the_log_still_verifies(border: Border) -> None:
    node, reference, other = border.node, ended(border), border.open()
    entries = held_of(reference)
    size, root = Log.objects.get(own=True).size, node.publish()
    assert entries > 4
    assert faults(node) == []
    years_later(border)
    done = forget(border)
    assert (done.cases, sum(done.kinds.values())) == (1, entries)
    assert held_of(reference) == 0
    assert Entry.objects.filter(state=State.FORGOTTEN, salt=None, entry=None).count() == entries
    assert not Case.objects.filter(reference=reference).exists()
    assert not SharedCrossing.objects.filter(reference=reference).exists()
    assert Case.objects.filter(reference=other).exists()
    assert Log.objects.get(own=True).size > size
    assert faults(node) == []
    assert root >= 0


def test_the_entry_that_says_so(border: Border) -> None:
    reference = ended(border)
    rows = Entry.objects.filter(subject=reference).order_by("index")
    named = list(rows.values_list("index", flat=True))
    years_later(border)
    forget(border)
    shared, own = border.entries("journal.forgot")
    payload = shared["payload"]
    assert shared["audience"] == ["*"]
    assert [index for first, last in payload["ranges"]
            for index in range(first, last + 1)] == named
    assert payload["cases"] == [reference]
    assert payload["before"] == "2026-01-15T06:00:01Z"
    assert "kz crossing.*: 1825 days (to be agreed)" in payload["rules"]
    assert own["kind"] == "journal.forgot.own/1"
    assert own["audience"] == []
    assert sum(own["payload"]["kinds"].values()) == len(named)
    assert own["payload"]["kinds"]["crossing.opened.own"] == 1


def test_forgetting_again_finds_nothing(border: Border) -> None:
    ended(border)
    years_later(border)
    forget(border)
    before = Log.objects.get(own=True).size
    assert forget(border) == Forgotten(cases=0, kinds={}, rules=())
    assert Log.objects.get(own=True).size == before


def test_an_open_case_and_a_young_one_stay(border: Border) -> None:
    border.register(border.open())  # and it stands in the controls to this day
    border.node.publish()
    border.node.clock.move(days=1800)
    ended(border)
    border.node.clock.move(days=400)
    assert forget(border).cases == 0
    border.node.clock.move(days=1500)
    assert forget(border).cases == 1


def test_a_case_stays_while_its_longest_retention_runs(border: Border) -> None:
    """Bookings are kept for 1095 days, the case for 1825: it goes as a whole or not at all."""
    reference = ended(border)
    border.node.clock.set(border.now + timedelta(days=1825))
    assert forget(border).cases == 0
    assert held_of(reference) > 0
    border.node.clock.move(seconds=1)
    assert forget(border).cases == 1


def test_the_time_runs_from_the_last_entry_of_any_log(border: Border) -> None:
    reference = ended(border)
    border.node.clock.move(days=300)
    border.tell("notice.lodged/1", {"notice": "n", "version": 1}, subject=reference)
    border.hear()
    border.node.clock.move(days=1700)
    assert forget(border).cases == 0


def test_only_before_a_day(border: Border) -> None:
    ended(border)
    years_later(border)
    assert forget(border, before=datetime(2026, 1, 15, 6, tzinfo=UTC)).cases == 0
    assert forget(border, before=datetime(2026, 1, 16, tzinfo=UTC)).cases == 1


def test_a_dry_run_says_the_same_and_does_nothing(border: Border) -> None:
    reference = ended(border)
    years_later(border)
    dry = forget(border, dry=True)
    assert held_of(reference) == sum(dry.kinds.values()) > 0
    assert forget(border) == dry


def test_journeys_that_wait_and_answers_that_were_kept_go_too(border: Border) -> None:
    reference = ended(border)
    assert Outbox.objects.filter(entry__subject=reference).exists()
    assert Request.objects.exists()
    years_later(border)
    forget(border)
    assert not Outbox.objects.filter(entry__subject=reference).exists()
    assert not Request.objects.exists()


def test_a_file_goes_with_the_last_entry_that_names_it(border: Border) -> None:
    node = border.node
    ended(border, paper=pdf(b"alone"))
    ended(border, "1 ABC", paper=pdf(b"shared"))
    years_later(border)
    kept = ended(border, "2 ABC", paper=pdf(b"shared"))
    forget(border)
    assert scrubbed(node)
    files = sorted(path.read_bytes() for path in node.home.blobs.rglob("*") if path.is_file())
    assert files == [pdf(b"shared")]
    assert held_of(kept) > 0
    assert not ForgottenBlob.objects.exists()
    assert [row.entry.subject for row in Blob.objects.select_related("entry")] == [kept]


def scrubbed(node: Node) -> bool:
    """In one of many rounds: a database server may look at its tables by itself just now."""
    return any(scrub(journal=node.journal, remove=node.house.blobs.remove) for _ in range(200))


def test_a_file_that_nothing_ever_named_goes_after_a_while(border: Border) -> None:
    """Kept for a form that was never sent; one of the same age that an entry names stays."""
    node, named, unnamed, new = border.node, pdf(b"named"), pdf(b"unnamed"), pdf(b"new")
    ended(border, paper=named)
    node.house.blobs.put_all([unnamed, new])
    for path in node.home.blobs.rglob("*"):
        if path.is_file() and path.read_bytes() != new:
            os.utime(path, (0, 0))
    out = io.StringIO()
    assert forget_command(node.house, dry=True, before=None, out=out) == 0
    assert len(list(node.home.blobs.rglob("*/*"))) == 3
    assert forget_command(node.house, dry=False, before=None, out=out) == 0
    files = {path.read_bytes() for path in node.home.blobs.rglob("*/*")}
    assert files == {named, new}
    assert "1 files removed that no entry names" in out.getvalue()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the database is no file")
def test_the_bytes_are_gone_from_every_file(border: Border) -> None:
    node, fillers = border.node, 8
    reference = ended(border, paper=pdf(SECRET.encode()))
    for number in range(fillers):
        ended(border, f"{number} FIL 00", paper=pdf(b"%d" % number))
    row = Entry.objects.filter(subject=reference, kind="crossing.opened/1").get()
    salt = bytes(row.salt or b"")
    traces = [SECRET.encode(), SECRET.replace(" ", "").encode(), salt, base64.b64encode(salt)]
    assert [trace for trace in traces if trace in everything(node)] == [*traces[:2], salt]
    years_later(border)
    assert forget(border).cases == fillers + 1
    assert scrubbed(node)
    assert [trace for trace in traces if trace in everything(node)] == []
    assert reference.encode() in everything(node)  # the name of what is gone, in journal.forgot


def everything(node: Node) -> bytes:
    """All files of the database and of the node's folder."""
    database = Path(str(connection.settings_dict["NAME"]))
    files = [*database.parent.glob(f"{database.name}*"), *node.home.path.rglob("*")]
    return b"\0".join(path.read_bytes() for path in files if path.is_file())


@pytest.mark.postgres
def test_on_postgresql_the_tables_are_written_anew(border: Border) -> None:
    node = border.node
    ended(border)
    years_later(border)
    assert "crossing_case" in traces_on_postgresql(node)
    with older_snapshot():
        forget(border)
        assert "journal_entry" in traces_on_postgresql(node)
        assert not scrub(journal=node.journal, remove=node.house.blobs.remove)
        assert Log.objects.get(own=True).unscrubbed and "journal_entry" in traces_on_postgresql(node)
    assert scrubbed(node)
    assert traces_on_postgresql(node) == []
    assert Log.objects.get(own=True).unscrubbed == 0


@pytest.mark.postgres
def test_the_command_waits_a_while_for_who_is_in_the_way(border: Border) -> None:
    ended(border)
    years_later(border)
    looking = Event()

    def look() -> None:
        with older_snapshot():
            looking.set()
            sleep(2)

    other = Thread(target=look)
    other.start()
    assert looking.wait(60)
    out = io.StringIO()
    assert forget_command(border.node.house, dry=False, before=None, out=out) == 0, out.getvalue()
    other.join()
    assert traces_on_postgresql(border.node) == []


@contextmanager
def older_snapshot() -> Iterator[None]:
    """Somebody, a dump for instance, goes on seeing the rows as they were before now."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT 1")
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()


def traces_on_postgresql(node: Node) -> list[str]:
    """Tables whose file on the server holds the plate."""
    tables: list[type[models.Model]] = [Entry, Request, *node.house.tables]
    names = [f'"{table._meta.db_table}"' for table in tables]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        found = []
        for name in names:
            cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [name])
            if SECRET.encode() in bytes(cursor.fetchone()[0]):
                found.append(name.strip('"'))
    return found


class PowerCut(BaseException):
    """The process is gone."""


def test_a_power_cut_before_the_commit_changes_nothing(
    border: Border, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = ended(border)
    entries, size = held_of(reference), Log.objects.get(own=True).size
    years_later(border)

    def cut(tx: Writing, dues: Sequence[Due]) -> None:
        write_and_destroy(tx, dues)
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(forgetting, "forget", cut)
        with pytest.raises(PowerCut):
            forget(border)
    assert (held_of(reference), Log.objects.get(own=True).size) == (entries, size)
    assert faults(border.node) == []
    assert forget(border).cases == 1


def test_a_power_cut_after_the_commit_leaves_the_cleaning_to_the_next_round(
    border: Border
) -> None:
    node = border.node
    ended(border)
    years_later(border)
    forget(border)
    kept = [path for path in node.home.blobs.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert Log.objects.get(own=True).unscrubbed == 1

    def cut(sha256: str) -> None:
        node.house.blobs.remove(sha256)
        raise PowerCut

    with pytest.raises(PowerCut):
        scrub(journal=node.journal, remove=cut)
    assert Log.objects.get(own=True).unscrubbed == 1
    assert scrubbed(node)
    assert not any(path.is_file() for path in node.home.blobs.rglob("*"))
    assert Log.objects.get(own=True).unscrubbed == 0


def test_what_a_backup_brought_back_goes_again(border: Border) -> None:
    """The entry that names it was recovered behind the backup's end; nothing was obeyed."""
    node, reference = border.node, ended(border)
    rows = list(Entry.objects.filter(subject=reference))
    years_later(border)
    forget(border)
    for row in rows:
        row.save()
    Entry.objects.filter(kind="journal.forgot/1").update(forgotten=None)
    assert held_of(reference) == len(rows)
    assert settle_forgotten(journal=node.journal) == 1
    assert held_of(reference) == 0
    assert settle_forgotten(journal=node.journal) == 0
    assert faults(node) == []


def test_a_node_that_is_not_sure_of_its_log_forgets_nothing(border: Border) -> None:
    ended(border)
    years_later(border)
    Log.objects.filter(own=True).update(unsure=True)
    assert codes(lambda: forget(border)) == ["journal.unsure"]


def test_the_command_says_what_went(border: Border) -> None:
    ended(border)
    years_later(border)
    told = []
    for dry in (True, False, False):
        out = io.StringIO()
        assert forget_command(border.node.house, dry=dry, before=None, out=out) == 0
        told.append(out.getvalue())
    assert "1 cases, " in told[0]
    assert "would be forgotten" in told[0]
    assert told[0].replace("would be ", "") == told[1]
    assert "crossing.opened.own" in told[1]
    assert told[2].startswith("0 cases, 0 entries forgotten")
