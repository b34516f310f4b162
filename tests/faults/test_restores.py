"""Yesterday's backup, a copied machine, a lost disk: none of them may fork the log."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import Model

from kopri.adapters.folder_store import FolderMemory
from kopri.crossing.models import Case
from kopri.engines.notes import Checkpoint as Signed
from kopri.engines.notes import sign_note
from kopri.interfaces.worker.loop import settle
from kopri.journal.models import Entry, Incident, Log
from kopri.journal.prove.evidence import judge
from kopri.journal.recover.doubting import Doubt, Witnesses, begin, is_sure, order_signing
from kopri.journal.serve import openings
from kopri.journal.verify.logs import verify
from kopri.journeys.forget_cases import forget_cases
from kopri.kernel.errors import Refusal
from tests.conftest import Node
from tests.faults.onlooker import Witnessing
from tests.faults.stage import Stage, raise_stage

WITNESS = "tm.test.kopri"


@dataclass(slots=True)
class Backup:
    """The database and the folder of a node, as they were."""

    home: Path
    copy: Path
    rows: dict[type[Model], list[Model]]

    @classmethod
    def of(cls, node: Node, copy: Path) -> "Backup":
        shutil.copytree(node.home.path, copy)
        return cls(node.home.path, copy, {
            table: list(table._base_manager.all()) for table in apps.get_models()
            if table.__module__.startswith("kopri.")})

    def restore_database(self) -> None:
        with transaction.atomic():
            for table in self.rows:
                table._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)  # type: ignore[attr-defined]
            for table, rows in self.rows.items():
                table._base_manager.bulk_create(rows)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.rows)):
                cursor.execute(statement)

    def restore(self) -> None:
        """Database and folder; the machine is another one, so it remembers nothing."""
        self.restore_database()
        shutil.rmtree(self.home)
        shutil.copytree(self.copy, self.home)


@pytest.fixture
def stage(node: Node) -> Stage:
    return raise_stage(node)


@pytest.fixture
def witness(stage: Stage) -> Witnessing:
    """The neighbour, who has followed so far and goes on whenever it looks."""
    return Witnessing(stage.onlooker)


def turns(stage: Stage, count: int) -> None:
    for _ in range(count):
        stage.begin()
        stage.recover()
        stage.check()


def start(stage: Stage, witness: Witnessing, *, here: Path | None = None) -> bool:
    """The node starts again; whether it is sure at once."""
    stage.restart()
    memory = FolderMemory(stage.node.home.path / "last-signed", here=here)
    node = stage.node
    stage.node = replace(node, house=replace(
        node.house, press=replace(node.press, memory=memory), doubt=Doubt(),
        askable=Witnesses(asked={WITNESS: witness}, copies={WITNESS: witness})))
    return begin(journal=stage.node.journal, press=stage.node.press)


def rounds(stage: Stage, *, minutes: int = 0) -> None:
    """Rounds of the worker, one a minute; the neighbour itself is out of reach meanwhile."""
    for _ in range(minutes + 1):
        settle(stage.node.house)
        stage.node.clock.move(minutes=1)


def own() -> Log:
    return Log.objects.get(own=True)


def incidents() -> list[str]:
    return list(Incident.objects.filter(log__own=True, closed=None).values_list("code", flat=True))


def test_yesterdays_backup_takes_back_what_the_witness_holds(
    stage: Stage, witness: Witnessing, tmp_path: Path
) -> None:
    turns(stage, 2)
    backup = Backup.of(stage.node, tmp_path / "backup")
    before = own().published
    turns(stage, 3)
    signed, cases = own().published, set(Case.objects.values_list("reference", flat=True))
    backup.restore()
    assert not start(stage, witness)
    late = stage.node.open_case("LATE 1")
    assert Entry.objects.filter(log__own=True, index=None).count() == 2
    rounds(stage)
    assert own().published == signed > before
    assert own().unsure
    rounds(stage, minutes=2)
    assert is_sure()
    assert incidents() == []
    assert own().published > signed
    checkpoint = stage.onlooker.look(stage.node)
    assert checkpoint.size == own().published
    ours = {reference for reference in cases if reference.startswith("K")}
    assert set(Case.objects.values_list("reference", flat=True)) >= {*ours, late}
    stage.check_whole()


def test_what_nobody_held_is_told_and_its_numbers_are_not_given_again(
    stage: Stage, witness: Witnessing, tmp_path: Path
) -> None:
    backup = Backup.of(stage.node, tmp_path / "backup")
    turns(stage, 3)
    own_parts = sum(1 for row in Entry.objects.filter(log__own=True) if not row.audience)
    backup.restore()
    start(stage, witness)
    rounds(stage, minutes=3)
    (row,) = Entry.objects.filter(kind="journal.recovered/1")
    stage.onlooker.look(stage.node)
    (told,) = stage.onlooker.payloads("journal.recovered/1")
    assert told["missing"] == 3  # the carrier's halves of three cases
    assert told["size"] - told["held"] > told["missing"]
    assert row.audience == "*"
    assert own_parts == 4
    stage.check_whole()


def test_a_database_that_was_put_back_alone_is_noticed(
    stage: Stage, witness: Witnessing, tmp_path: Path
) -> None:
    """The file beside it remembers that more was signed."""
    backup = Backup.of(stage.node, tmp_path / "backup")
    turns(stage, 2)
    signed = own().published
    backup.restore_database()
    start(stage, witness, here=tmp_path / "here")
    Log.objects.filter(own=True).update(unsure=False)  # it runs, and its database is replaced
    rounds(stage)
    assert incidents() == ["signed_beyond"]
    rounds(stage, minutes=3)
    assert incidents() == []
    assert stage.onlooker.look(stage.node).size == own().published > signed
    stage.check_whole()


def test_a_mere_restart_signs_at_once(
    stage: Stage, witness: Witnessing, tmp_path: Path
) -> None:
    start(stage, witness, here=tmp_path / "here")
    rounds(stage, minutes=3)
    for _ in range(2):
        assert start(stage, witness, here=tmp_path / "here")
        before = own().published
        asked = witness.asked
        rounds(stage)
        assert own().published > before
        assert witness.asked == asked


def test_a_copied_folder_is_another_machine(
    stage: Stage, witness: Witnessing, tmp_path: Path
) -> None:
    start(stage, witness, here=tmp_path / "here")
    rounds(stage, minutes=3)
    shutil.copytree(stage.node.home.path, tmp_path / "copy")
    shutil.rmtree(stage.node.home.path)
    shutil.copytree(tmp_path / "copy", stage.node.home.path)
    assert not start(stage, witness, here=tmp_path / "here")


def test_without_a_witness_it_works_and_does_not_sign(stage: Stage, witness: Witnessing) -> None:
    witness.down = True
    signed = own().published
    start(stage, witness)
    stage.node.open_case("ALONE 1")
    rounds(stage, minutes=5)
    assert own().published == signed
    assert incidents() == ["signing_waits"]
    witness.down = False
    rounds(stage, minutes=3)
    assert own().published > signed
    assert incidents() == []
    stage.onlooker.look(stage.node)
    stage.check_whole()


def test_an_operator_may_order_it_to_sign(stage: Stage, witness: Witnessing) -> None:
    witness.down = True
    signed = own().published
    start(stage, witness)
    rounds(stage)
    order(stage)
    rounds(stage)
    assert own().published > signed
    checkpoint = stage.onlooker.look(stage.node)
    ordered = stage.onlooker.payloads("journal.signing_ordered/1")
    assert [each["because"] for each in ordered] == ["the line is gone for good"]
    assert checkpoint.size == own().published
    stage.check_whole()
    with pytest.raises(Refusal, match="signs_already"):
        order(stage)


def order(stage: Stage) -> None:
    order_signing(journal=stage.node.journal, press=stage.node.press, actor=stage.node.actor(),
                  because="the line is gone for good")


def test_who_signed_beyond_every_witness_waits_for_an_order(
    stage: Stage, witness: Witnessing, tmp_path: Path
) -> None:
    """The last trees were signed and seen by nobody who answers; the order says which."""
    backup = Backup.of(stage.node, tmp_path / "backup")
    stage.begin()
    stage.recover()
    signed, root = stage.node.press.memory.recall()
    backup.restore_database()
    start(stage, witness)
    rounds(stage, minutes=4)
    assert own().published < signed
    assert incidents() == ["signing_waits"]
    order(stage)
    rounds(stage)
    stage.onlooker.look(stage.node)
    (ordered,) = stage.onlooker.payloads("journal.signing_ordered/1")
    assert (ordered["signed"], ordered["root"]) == (signed, root.hex())


def test_another_tree_under_our_key_stops_it_with_evidence(
    stage: Stage, witness: Witnessing
) -> None:
    size = own().published
    witness.note = forged(stage, size=size)
    start(stage, witness)
    rounds(stage, minutes=4)
    assert own().published == size
    assert own().stopped == "cloned"
    incident = Incident.objects.get(code="cloned", closed=None)
    verdict = judge(bytes(incident.evidence))
    assert (verdict.holds, verdict.code) == (True, "fork")
    with pytest.raises(Refusal, match="two_trees"):
        order(stage)


def forged(stage: Stage, *, size: int) -> bytes:
    """What a copy of this node has signed."""
    origin = stage.node.identity.origin
    text = Signed(origin=origin, size=size, root=b"\7" * 32).text
    return sign_note(text, stage.node.press.signing("log"))


def test_a_copy_that_goes_on_is_noticed_while_asking(
    stage: Stage, witness: Witnessing, tmp_path: Path
) -> None:
    """The copy starts, asks, and waits two ticks: the original ticks meanwhile, so it never signs."""
    original = Backup.of(stage.node, tmp_path / "original")
    start(stage, witness)
    rounds(stage)
    asking, copy = stage.node, Backup.of(stage.node, tmp_path / "copy")
    signed = own().published
    original.restore()
    stage.node = replace(asking, house=replace(asking.house, doubt=Doubt()))
    turns(stage, 1)
    assert own().published > signed
    copy.restore()
    stage.node = asking
    rounds(stage, minutes=5)
    assert (own().stopped, own().published) == ("cloned", signed)


def test_the_original_stops_when_a_witness_shows_what_it_has_not_signed(
    stage: Stage, witness: Witnessing
) -> None:
    size = own().published
    note = forged(stage, size=size + 5)
    stage.begin()
    stage.peer.cosign(note)
    stage.recover()
    assert own().stopped == "cloned"
    signed = own().published
    rounds(stage, minutes=2)
    assert own().published == signed
    assert "cloned" in incidents()


def test_what_was_forgotten_since_the_backup_is_forgotten_again(
    stage: Stage, witness: Witnessing, tmp_path: Path
) -> None:
    """And nobody is served an opening of it meanwhile."""
    node = stage.node
    reference = node.open_case("OLD 1")
    node.clock.move(days=8)  # and it lapses
    settle(node.house)
    stage.onlooker.look(node)
    backup = Backup.of(node, tmp_path / "backup")
    node.clock.move(days=6 * 365)
    assert forget_cases(journal=node.journal, pair=node.house.pair).cases > 0
    settle(node.house)
    stage.onlooker.look(node)
    backup.restore()
    assert Entry.objects.filter(subject=reference).exclude(entry=None).exists()
    assert not start(stage, witness)
    assert list(openings(own(), labels=frozenset({"tm", "*"}), start=0)) == []
    rounds(stage, minutes=3)
    assert is_sure()
    assert not Entry.objects.filter(subject=reference).exists()
    assert not Case.objects.filter(reference=reference).exists()
    stage.onlooker.look(stage.node)
    stage.check_whole()


def test_only_what_was_told_may_be_missing(
    stage: Stage, witness: Witnessing, tmp_path: Path
) -> None:
    """A restore is no cover for entries that are taken out later."""
    backup = Backup.of(stage.node, tmp_path / "backup")
    turns(stage, 2)
    backup.restore()
    start(stage, witness)
    rounds(stage, minutes=3)
    stage.check_whole()
    taken = Entry.objects.filter(log__own=True, kind="crossing.opened/1").order_by("-index")[0]
    Entry.objects.filter(pk=taken.pk).delete()
    faults = verify(stage.node.press.tiles)[0].faults
    assert [fault for fault in faults if "missing" in fault]


def test_what_waited_for_its_place_in_the_backup_is_not_placed_twice(
    stage: Stage, witness: Witnessing, tmp_path: Path
) -> None:
    """On PostgreSQL entries have no index yet, on SQLite they have one and are not published."""
    reference = stage.node.open_case("WAITS 1")
    backup = Backup.of(stage.node, tmp_path / "backup")
    settle(stage.node.house)
    stage.onlooker.look(stage.node)
    places = list(Entry.objects.filter(subject=reference).order_by("index").values_list(
        "index", "commitment"))
    backup.restore()
    start(stage, witness)
    rounds(stage, minutes=3)
    again = Entry.objects.filter(subject=reference).order_by("index")
    assert list(again.values_list("index", "commitment")) == places
    stage.onlooker.look(stage.node)
    stage.check_whole()
